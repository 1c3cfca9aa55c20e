using System.Text;

namespace Sweep.Core.Specs.Binding;

/// <summary>Names of properties and enum members as specs write them.</summary>
internal static class SnakeCase
{
    /// <summary><c>LearningRate</c> → <c>learning_rate</c>; digits stay with the word before them: <c>Beta1</c> → <c>beta1</c>.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
