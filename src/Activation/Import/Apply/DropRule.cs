namespace Activation.Import.Apply;

/// <summary>When a full export is held, because it lists so few of the people whom its source knows that it may be cut off. Pure.</summary>
public static class DropRule
{
    public const double DefaultShare = 0.2;

    /// <param name="approved">How many may be dropped whatever their share.</param>
    public static bool Holds(long known, long wouldDrop, double? maxShare, long approved) =>
        wouldDrop > approved && wouldDrop > (maxShare ?? DefaultShare) * known;
}
