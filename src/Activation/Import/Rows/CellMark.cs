namespace Activation.Import.Rows;

/// <summary>What a row says about a value beyond giving one.</summary>
internal sealed class CellMark
{
    /// <summary>The cell is `\N`: the value is to be cleared.</summary>
    public static readonly CellMark Clear = new();

    public const string ClearText = @"\N";

    private CellMark()
    {
    }
}
