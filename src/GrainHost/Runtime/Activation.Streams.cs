using Orleans.Runtime;
using Sweep.GrainHost.Calls;
using Sweep.GrainHost.Streams;

namespace Sweep.GrainHost.Runtime;

/// <summary>Streams that are read from this activation. All of this runs on the grain's turns.</summary>
internal sealed partial class Activation
{
    private Dictionary<StreamKey, OpenStream>? _streams;
    private IGrainTimer? _streamWatch;

    public Task<StreamPage<T>> OpenStreamAsync<T>(StreamKey key, StreamSource<T> source)
    {
        var stream = new OpenStream<T>(Host, GrainInstance!, source);
        (_streams ??= []).Add(key, stream);
        _streamWatch ??= RegisterTimer(
            _ => CloseSilentStreamsAsync(),
            new GrainTimerCreationOptions(Host.Options.CallTimeout, Host.Options.CallTimeout) { Interleave = true });
        return ReadStreamAsync<T>(key);
    }

    public async Task<StreamPage<T>> ReadStreamAsync<T>(StreamKey key)
    {
        if (_streams?.GetValueOrDefault(key) is not OpenStream<T> stream)
            return new StreamPage<T>(StreamStatus.Missing, []);
        var page = await stream.ReadAsync();
        if (page.Status != StreamStatus.More)
            await RemoveStreamAsync(key);
        return page;
    }

    public async Task<StreamPage<T>> CloseStreamAsync<T>(StreamKey key)
    {
        await RemoveStreamAsync(key);
        return new StreamPage<T>(StreamStatus.Completed, []);
    }

    private async Task RemoveStreamAsync(StreamKey key)
    {
        if (_streams?.Remove(key, out var stream) == true)
            await stream.DisposeAsync();
    }

    private async Task CloseSilentStreamsAsync()
    {
        foreach (var (key, stream) in _streams!.ToArray())
        {
            if (!stream.Seen && !stream.Busy)
                await RemoveStreamAsync(key);
            stream.Seen = false;
        }
    }

    private void WakeStreams()
    {
        foreach (var stream in _streams?.Values.ToArray() ?? [])
            stream.Wake();
    }

    private async Task AbortStreamsAsync()
    {
        foreach (var key in _streams?.Keys.ToArray() ?? [])
        {
            try
            {
                await RemoveStreamAsync(key);
            }
            // The activation must end all the same; the failure is reported.
            catch (Exception failure)
            {
                Host.Report(GrainId, "the end of a stream", failure);
            }
        }
    }
}
