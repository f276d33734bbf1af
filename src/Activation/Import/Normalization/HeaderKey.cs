namespace Activation.Import.Normalization;

/// <summary>A column header without case, accents, white space, dashes, underscores and other punctuation: `E-Mail Address` is `emailaddress`.</summary>
internal static class HeaderKey
{
    public static string Of(string header) => CellText.Fold(header);

    /// <summary>Without a number at the end, as in `email_2` or `address 1`; the key itself if nothing else would remain.</summary>
    public static string WithoutNumber(string key)
    {
        var trimmed = key.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return trimmed.Length == 0 ? key : trimmed;
    }
}
