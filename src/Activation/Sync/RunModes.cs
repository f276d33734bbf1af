namespace Activation.Sync;

/// <summary>Which modes do all that another one does, and more. Pure.</summary>
internal static class RunModes
{
    private static readonly RunMode[] Narrowest = [RunMode.Protect, RunMode.Delta, RunMode.Full, RunMode.Empty];

    /// <summary>False for a dry run, which does nothing.</summary>
    public static bool Includes(RunMode wider, RunMode mode) =>
        wider != RunMode.Dry && mode != RunMode.Dry && Array.IndexOf(Narrowest, wider) > Array.IndexOf(Narrowest, mode);
}
