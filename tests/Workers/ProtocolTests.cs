using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Results;
using Sweep.Workers.Hosting;
using Sweep.Workers.Protocol;

namespace Sweep.Workers.Tests;

public sealed class ProtocolTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData((3 << 20) + 17)]
    public void Message_arrives_as_it_was_sent_whatever_its_length(int length)
    {
        var body = new byte[length];
        new Random(length).NextBytes(body);
        var heard = 0;
        var wire = new MemoryStream();
        var sent = new MessageStream(Stream.Null, wire);
        sent.Write(MessageKind.Saved, body);
        sent.Write(MessageKind.Over);
        wire.Position = 0;
        var received = new MessageStream(wire, Stream.Null) { Heard = () => heard++ };
        var first = received.Read()!.Value;
        Assert.Equal((MessageKind.Saved, true), (first.Kind, first.Body.Span.SequenceEqual(body)));
        Assert.Equal(new(MessageKind.Over, default), received.Read());
        Assert.Null(received.Read());
        Assert.True(heard >= 2);
    }

    [Theory]
    [InlineData("68656C6C6F2C20776F726C64", "no message: 68656C6C6F2C2077")]
    [InlineData("C5", "the stream ends within a message")]
    [InlineData("C55743", "the stream ends within a message")]
    [InlineData("C557430002000000FF", "the stream ends within a message")]
    [InlineData("C557630000000000", "a frame is none of this protocol")]
    [InlineData("C557430200000000", "a frame is none of this protocol")]
    [InlineData("C55743000100100000", "a frame is none of this protocol")]
    [InlineData("C5574300FFFFFFFF", "a frame is none of this protocol")]
    [InlineData("C557430101000000FFC557440000000000", "breaks off after 1 bytes")]
    [InlineData("C55740000100010000", "is longer than it may be, 65536 bytes")]
    public void Bytes_that_are_no_message_are_refused(string hex, string words)
    {
        var stream = new MessageStream(new MemoryStream(Convert.FromHexString(hex)), Stream.Null);
        Assert.Contains(words, Assert.Throws<ProtocolException>(() => stream.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_that_is_too_long_is_not_sent()
        => Assert.Throws<ProtocolException>(() => new MessageStream(Stream.Null, Stream.Null).Write(MessageKind.Hello, new byte[(64 << 10) + 1]));

    [Fact]
    public void No_bytes_do_anything_but_make_a_message_or_a_refusal()
        => Prop.ForAll<byte[]>(bytes =>
        {
            // As they are, and behind the beginning of a frame, so that they are looked at further in.
            Survives(bytes);
            Survives([0xC5, 0x57, .. bytes]);
            foreach (var kind in Enum.GetValues<MessageKind>())
            {
                Survives([0xC5, 0x57, (byte)kind, 0, (byte)bytes.Length, (byte)(bytes.Length >> 8), 0, 0, .. bytes]);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_body_is_read_as_it_was_written()
    {
        var hello = new WorkerHello(WorkerHello.CurrentProtocol, "1.2.3+é", 4711, ["native", "torch"]);
        var same = WorkerHello.Read(new(MessageKind.Hello, hello.ToBody()));
        Assert.Equal((hello with { Engines = [] }, "native torch"), (same with { Engines = [] }, string.Join(' ', same.Engines)));
        var request = new StartRequest("name: x\n", "abc", 1L << 40, "/data", true);
        Assert.Equal(request, StartRequest.Read(new(MessageKind.Start, request.ToBody())));
        var refusal = new Refusal(RefusalReason.Checkpoint, "damaged");
        Assert.Equal(refusal, Refusal.Read(new(MessageKind.Refused, refusal.ToBody())));
        var report = new EpochReport { Epoch = 3, Steps = 5, TrainLoss = double.NaN, TrainScore = -0.0, ValidationLoss = double.PositiveInfinity, ValidationScore = 1, LearningRate = 0.1 };
        var started = StartAnswer.Read(new(MessageKind.Started, new StartAnswer("hash", report).ToBody()));
        Assert.Equal(("hash", report with { Layers = [] }), (started.DataHash, started.Last! with { Layers = report.Layers }));
        Assert.Null(StartAnswer.Read(new(MessageKind.Started, new StartAnswer("hash", null).ToBody())).Last);
    }

    [Fact]
    public void Hello_of_a_later_protocol_is_understood_as_far_as_its_number()
        => Assert.Equal(2, WorkerHello.Read(new(MessageKind.Hello, new byte[] { 2, 0, 0, 0, 0xFF, 0xFE })).Protocol);

    [Theory]
    [InlineData(0, ExitCause.Exited, "ended by itself with exit code 0")]
    [InlineData(134, ExitCause.Crashed, "crashed (SIGABRT, exit code 134)")]
    [InlineData(137, ExitCause.Killed, "was killed (SIGKILL, exit code 137), perhaps for want of memory")]
    [InlineData(139, ExitCause.Crashed, "crashed (SIGSEGV, exit code 139)")]
    public void Exit_codes_are_told_in_words(int code, ExitCause cause, string words)
        => Assert.Equal(new(cause, words), WorkerExit.Of(code));

    private static void Survives(byte[] bytes)
    {
        try
        {
            var stream = new MessageStream(new MemoryStream(bytes), Stream.Null);
            while (stream.Read() is { } message)
                Look(message);
        }
        catch (ProtocolException)
        {
            // A refusal that names what is wrong.
        }
    }

    private static void Look(Message message)
    {
        switch (message.Kind)
        {
            case MessageKind.Hello:
                WorkerHello.Read(message);
                break;
            case MessageKind.Start:
                StartRequest.Read(message);
                break;
            case MessageKind.Started:
                StartAnswer.Read(message);
                break;
            case MessageKind.Refused:
                Refusal.Read(message);
                break;
            case MessageKind.Beat:
                new WorkerWatch(new() { Command = new("", []) }).Beat(message);
                break;
        }
    }
}
