namespace Activation.Import.Apply;

/// <summary>When a full export is held, because it lists so few of the people whom its source knows that it may be cut off. Pure.</summary>
public static class DropRule
{
    public const double DefaultShare = 0.2;

    /// <summary>Up to so many known people nothing is held: a few of a few are a large share.</summary>
    public const long MinKnown = 100;

    /// <param name="approved">How many may be dropped whatever their share.</param>
    public static bool Holds(long known, long wouldDrop, double? maxShare, long approved) =>
        known > MinKnown && wouldDrop > approved && wouldDrop > (maxShare ?? DefaultShare) * known;
}
