using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>
/// The narrowest type of which every value is one; a string where none is. What exports write for "no value" (`NULL`, `NaN`, `#N/A`) beside values does not count: a column of numbers
/// with gaps is one of numbers. Pure.
/// </summary>
internal static class TraitInference
{
    private static readonly TraitType[] Narrowest = [TraitType.Number, TraitType.Boolean, TraitType.Date, TraitType.Timestamp];

    /// <returns>Null if there is no value.</returns>
    public static TraitType? Infer(IEnumerable<string> values)
    {
        TraitType? type = null;
        var any = false;
        foreach (var value in values)
        {
            any = true;
            if (CellText.IsBlank(value))
            {
                continue;
            }

            type = type is null ? Of(value) : Of(value) == type ? type : TraitType.String;
            if (type == TraitType.String)
            {
                break;
            }
        }

        return type ?? (any ? TraitType.String : null);
    }

    private static TraitType Of(string value)
    {
        foreach (var type in Narrowest)
        {
            if (TraitText.Parse(type, value) is not null)
            {
                return type;
            }
        }

        return TraitType.String;
    }
}
