namespace Activation.Segments.Expressions;

/// <summary>How a trait of Audience Manager is called here: as the import of its files names it.</summary>
internal static class ExpressionTraits
{
    public const int MaxDigits = 19;

    private const string Prefix = "sid:";

    public static string NameOf(string id) => Prefix + id;

    /// <summary>Null: it is none.</summary>
    public static string? IdOf(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && name.Length is > 4 and <= 4 + MaxDigits && name[4..].All(char.IsAsciiDigit) ? name[4..] : null;
}
