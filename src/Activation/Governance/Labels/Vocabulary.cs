using System.Globalization;

namespace Activation.Governance.Labels;

/// <summary>Checks names against a vocabulary that users may extend.</summary>
internal static class Vocabulary
{
    public const string CustomRule = "a name of your own that begins with x-, of up to 64 characters: a to z, 0 to 9, '-' and '_'";

    /// <summary>More of one thing are a slip.</summary>
    private const int Most = 100;

    public static bool IsCustom(string name) => name.Length > 2 && name.StartsWith("x-", StringComparison.Ordinal) && EntityName.IsValid(name);

    /// <exception cref="ProblemException">400 with the path of the name at fault.</exception>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> given, string path, Func<string, string?> find, string rule)
    {
        if (given.Count > Most)
        {
            throw ProblemException.Invalid("tooManyLabels", path, $"There are at most {Most} names in '{path}'.");
        }

        var names = new List<string>(given.Count);
        for (var i = 0; i < given.Count; i++)
        {
            names.Add(find(given[i]) ?? throw ProblemException.Invalid("unknownLabel", string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), rule));
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }
}
