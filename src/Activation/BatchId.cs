using System.Globalization;

namespace Activation;

/// <summary>One batch of a run: `{run}.{number from 1}`.</summary>
public readonly record struct BatchId(RunId Run, int Number)
{
    /// <summary>The row key of the batch within its run: six digits.</summary>
    public string RowKey => Number.ToString("D6", CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out BatchId id)
    {
        id = default;
        var dot = text?.LastIndexOf('.') ?? -1;
        if (text is null || dot < 1 || !RunId.TryParse(text[..dot], out var run)
            || !int.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return false;
        }

        id = new BatchId(run, number);
        return true;
    }

    public override string ToString() => $"{Run}.{Number.ToString(CultureInfo.InvariantCulture)}";
}
