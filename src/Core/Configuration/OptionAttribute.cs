namespace Sweep.Core.Configuration;

/// <summary>
/// Names one option of a choice such as <see cref="Activation"/>.
/// In a spec an option is written as its name (<c>relu</c>), as its name with its first field (<c>{leaky_relu: 0.1}</c>),
/// or as its name with fields (<c>{sgd: {learning_rate: 0.05, momentum: 0.9}}</c>).
/// The options of a choice are the types nested in it, in the order of their declaration.
/// </summary>
/// <param name="name">The name in specs, code, metrics and documents.</param>
/// <param name="summary">Formula or meaning, with its source.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OptionAttribute(string name, string summary) : Attribute
{
    /// <summary>The name in specs, code, metrics and documents.</summary>
    public string Name { get; } = name;

    /// <summary>Formula or meaning, with its source.</summary>
    public string Summary { get; } = summary;
}
