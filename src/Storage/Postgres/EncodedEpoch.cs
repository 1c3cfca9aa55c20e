using Sweep.Core.Results;

namespace Sweep.Storage.Postgres;

/// <summary>An epoch with its layers as bytes, made on the caller's thread to keep the lane free.</summary>
internal readonly record struct EncodedEpoch(EpochReport Epoch, byte[] Layers)
{
    /// <summary>Epochs to send; of those with one number the last, as if they came one after the other.</summary>
    public static IReadOnlyList<EncodedEpoch> Of(IReadOnlyList<EpochReport> epochs)
    {
        var encoded = new Dictionary<int, EncodedEpoch>(epochs.Count);
        foreach (var epoch in epochs)
            encoded[epoch.Epoch] = new EncodedEpoch(epoch, LayerTelemetryCodec.Encode(epoch.Layers));
        return [.. encoded.Values];
    }
}
