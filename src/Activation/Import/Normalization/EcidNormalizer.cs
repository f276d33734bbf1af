namespace Activation.Import.Normalization;

/// <summary>Adobe's Experience Cloud id: 38 decimal digits, not hashed https://experienceleague.adobe.com/en/docs/id-service/using/intro/id-request .</summary>
internal static class EcidNormalizer
{
    private const int Length = 38;

    public static string? Normalize(ReadOnlySpan<char> cell)
    {
        var text = CellText.Trim(cell);
        return text.Length == Length && !text.ContainsAnyExceptInRange('0', '9') && text.ContainsAnyExcept('0') ? text.ToString() : null;
    }
}
