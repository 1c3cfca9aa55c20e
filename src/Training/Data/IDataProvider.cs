using Sweep.Core.Configuration;
using Sweep.Core.Randomness;

namespace Sweep.Training.Data;

/// <summary>Loads, splits and standardises data sets, each once.</summary>
public interface IDataProvider
{
    /// <summary>
    /// The data of one configuration. <paramref name="key"/> decides split, generated points and label noise.
    /// Bad files throw <see cref="Core.Specs.InvalidInputException"/> that names the place. Safe to call from many threads.
    /// </summary>
    PreparedData Load(DatasetConfig config, RandomKey key, string baseDirectory);
}
