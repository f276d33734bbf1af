using Activation.Destinations;

namespace Activation.Delivery.Splitting;

/// <summary>
/// Finds out whom a platform has refused that says how many and names only some: those that it did not name are sent to it again, all of them if it named others, so that
/// it names the next, and else in halves, down to a single row. Rows that it has taken may be sent twice: neither an add nor a remove minds. Pure.
/// </summary>
internal static class NameSearch
{
    /// <summary>Calls for the names of one batch; whoever has none by then is only counted.</summary>
    public const int MaxCalls = 64;

    /// <summary>What to send next; null if all have a name, or the calls are used up.</summary>
    public static RowSet? Next(SplitState state) =>
        state.NameCalls >= MaxCalls || state.Open is not [var first, ..] ? null
        : first.Halve ? first.Rows.Take((first.Rows.Count + 1) / 2)
        : first.Rows;

    /// <summary>Before a call is made: whether it is for the names of rows that the platform has taken or refused already.</summary>
    public static bool IsUnderWay(SplitState state) => state.Open.Count > 0 && state.Suspects.Count + state.Unknown.Count == 0;

    /// <summary>After a call for names: what is still open of the rows of which it was a part.</summary>
    public static SplitState Close(SplitState state, RowSet part, SendResult sent)
    {
        var first = state.Open[0];
        var rest = first.Rows.Except(part);
        var refused = Math.Min(rest.Count, first.Refused - sent.Rejected.Count - sent.UnnamedRejections);

        // Where half a part has not a name, neither would the other have, and how many it holds is known.
        return state with { NameCalls = state.NameCalls + 1, Open = [.. refused > 0 ? [new OpenPart(rest, refused, rest.Count > 1)] : Array.Empty<OpenPart>(), .. state.Open.Skip(1)] };
    }

    /// <summary>After an answer that refuses rows without naming them.</summary>
    /// <param name="state">With the named rows among the rejected.</param>
    public static SplitState Open(SplitState state, RowSet part, SendResult sent)
    {
        var rest = part.Except(RowSet.OfRows(part.Rows().Where(state.Rejected.ContainsKey)));
        return rest.Count switch
        {
            0 => state,
            1 => state with { Rejected = new Dictionary<int, string>(state.Rejected) { [rest.Ranges[0].From] = RejectedRow.ByPlatform } },
            _ => state with { Open = [new OpenPart(rest, Math.Min(sent.UnnamedRejections, rest.Count), sent.Rejected.Count == 0), .. state.Open] },
        };
    }

    /// <summary>Refused, and without a name.</summary>
    public static int Unnamed(SplitState state) => state.Open.Sum(o => o.Refused);
}

/// <summary>Rows some of which the platform has refused.</summary>
/// <param name="Rows">Without those that it has named.</param>
/// <param name="Refused">How many it has refused of them.</param>
/// <param name="Halve">It was asked about all of them, and named none.</param>
internal sealed record OpenPart(RowSet Rows, int Refused, bool Halve);
