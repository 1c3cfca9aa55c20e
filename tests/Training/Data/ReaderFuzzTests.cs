using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Training.Data.Csv;
using Sweep.Training.Data.Idx;
using Sweep.Training.Data.Preparation;

namespace Sweep.Training.Tests.Data;

public sealed class ReaderFuzzTests
{
    private const int Cases = 20_000;

    private static readonly string[] _pieces =
        [",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", ";", "\t", "1", "2", "-3.5", "1e9", "1e400", "NaN", "inf", "x", "class", "é", " ", "\0", "\uFEFF", "0"];

    private static Gen<byte[]> CsvBytes => Gen.OneOf(
        Gen.Elements(_pieces).ListOf().Select(p => Encoding.UTF8.GetBytes(string.Concat(p))),
        Gen.Elements(_pieces).ListOf().Select(p => Encoding.UTF8.GetBytes("x,class\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n" + string.Concat(p))),
        ArbMap.Default.GeneratorFor<byte[]>());

    private static Gen<byte[]> IdxBytes => Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>(),
        ArbMap.Default.GeneratorFor<byte[]>().Select(b => (byte[])[0, 0, 8, 3, 0, 0, 0, .. b]),
        ArbMap.Default.GeneratorFor<byte[]>().Select(b => (byte[])[0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, (byte)b.Length, .. b]),
        ArbMap.Default.GeneratorFor<byte[]>().Select(b => (byte[])[0x1F, 0x8B, 8, .. b]),
        ArbMap.Default.GeneratorFor<byte[]>().Select(Gzip));

    [Fact]
    public void Any_csv_bytes_are_read_or_refused_with_a_place()
    {
        var (read, refused) = (0, 0);
        var cases = from bytes in CsvBytes
                    from missing in Gen.Elements(Enum.GetValues<MissingValues>())
                    from task in Gen.Elements(Enum.GetValues<TargetKind>())
                    select (bytes, options: new DataSource.Csv { Missing = missing, Task = task });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Arb.From(cases), c =>
        {
            try
            {
                DataPreparation.Prepare(CsvReader.Read(c.bytes, "f.csv", c.options), new(), TestData.Key);
                read++;
            }
            catch (InvalidInputException e)
            {
                Assert.InRange(e.Problems.Count, 1, 21);
                refused++;
            }
        }));
        Assert.True(read > Cases / 100 && refused > Cases / 100, $"{read} read, {refused} refused: the cases say too little");
    }

    [Fact]
    public void Any_idx_bytes_are_read_or_refused()
    {
        var (read, refused) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Arb.From(IdxBytes), bytes =>
        {
            try
            {
                IdxReader.Read(new MemoryStream(bytes), "f", 3);
                read++;
            }
            catch (InvalidInputException)
            {
                refused++;
            }
        }));
        Assert.True(read > Cases / 100 && refused > Cases / 100, $"{read} read, {refused} refused: the cases say too little");
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
            gzip.Write([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, (byte)bytes.Length, .. bytes]);
        return output.ToArray();
    }
}
