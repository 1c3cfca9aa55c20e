namespace Sweep.Torch.Tests;

/// <summary>Every case trained by both engines, once for all tests.</summary>
public sealed class Parity
{
    private readonly Dictionary<string, Compared> _compared = [];

    public Parity() => TorchEngine.Load();

    internal Compared Of(string name)
    {
        if (_compared.TryGetValue(name, out var found))
            return found;
        var (config, data) = ParityCases.Of(name);
        return _compared[name] = Compared.Of(config, data);
    }
}
