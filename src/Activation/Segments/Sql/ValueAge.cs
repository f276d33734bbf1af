using Activation.Profiles;

namespace Activation.Segments.Sql;

/// <summary>
/// Which of several sources' values of a trait counts: the newest, and of equally new ones that of the source whose name sorts first. As one 128-bit number, the largest
/// of which wins: `arg_max` has a fast path for numbers, and none for structs.
/// </summary>
internal static class ValueAge
{
    /// <summary>More than there ever are.</summary>
    private const int MaxSources = 65_536;

    /// <param name="sorted">SQL of a list of all sources' names, sorted.</param>
    public static string Of(Trait trait, string sorted) =>
        $"CAST(epoch_us(coalesce({trait.ObservedColumn}, observed_at)) AS HUGEINT) * {MaxSources} - coalesce(list_position({sorted}, source), {MaxSources - 1})";
}
