namespace Activation.Import.Rows;

/// <summary>What a row says about a value beyond giving one.</summary>
internal sealed class CellMark
{
    /// <summary>The cell is `\N`: the value is to be cleared.</summary>
    public static readonly CellMark Clear = new();

    public const string ClearText = @"\N";

    /// <summary>The cell says something that cannot be read: the value stays what it was, and no default takes its place.</summary>
    public static readonly CellMark Keep = new();

    /// <summary>Its form in a fingerprint, which no cell has.</summary>
    public const string KeepText = "\0";

    private CellMark()
    {
    }
}
