using System.Globalization;

namespace Activation.Import.Files;

/// <summary>Numbers as files with types write them, in the form in which traits are written. Pure.</summary>
internal static class NumberText
{
    /// <summary>
    /// Without an exponent, where a decimal number can hold it (`1e-07` is `0.0000001`), and without the `.0` of a whole number: a column of ids that once had a gap is one of
    /// floating-point numbers to many a tool. Anything else as it is.
    /// </summary>
    public static string Plain(string number) =>
        number.EndsWith(".0", StringComparison.Ordinal) ? number[..^2]
        : number.AsSpan().ContainsAny('e', 'E') && decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value != 0
            ? value.ToString("0.############################", CultureInfo.InvariantCulture)
            : number;
}
