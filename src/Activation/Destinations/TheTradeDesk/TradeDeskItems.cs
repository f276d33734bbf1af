using Activation.Delivery;
using Activation.Profiles;

namespace Activation.Destinations.TheTradeDesk;

/// <summary>The ids of a batch's members as items, and the members of whom there is none.</summary>
/// <param name="MemberOfItem">Position of each item's member in the batch.</param>
internal sealed record TradeDeskItems(IReadOnlyList<TradeDeskItem> Items, IReadOnlyList<int> MemberOfItem, IReadOnlyList<RejectedRow> Without)
{
    /// <summary>Reason of who has opted out of UID2, and with it of every audience: there is no id any more that could be taken out of one.</summary>
    /// <remarks>https://unifiedid.com/docs/getting-started/gs-opt-out</remarks>
    private const string OptedOut = "uid2OptOut";

    /// <param name="uid2">By the hash of an email or phone number; null if there is no UID2 account.</param>
    public static TradeDeskItems Of(DestinationBatch batch, int days, IReadOnlyDictionary<string, Uid2Mapping>? uid2)
    {
        var isAdd = batch.Operation == BatchOperation.Add;
        TradeDeskSegment[] segment = [new(batch.AudienceId, isAdd ? days * 24 * 60 : 0)];
        var items = new List<TradeDeskItem>();
        var memberOfItem = new List<int>();
        var without = new List<RejectedRow>();
        for (var member = 0; member < batch.Rows.Count; member++)
        {
            var row = batch.Rows[member];
            List<TradeDeskItem> own = [.. row[Identifiers.MobileAdId].Select(id => new TradeDeskItem(segment) { DAID = id })];
            IReadOnlyList<string> hashes = [.. row[Identifiers.Email], .. row[Identifiers.Phone]];
            own.AddRange(hashes.SelectMany(h => Uid2s(uid2?.GetValueOrDefault(h), isAdd)).Distinct(StringComparer.Ordinal).Select(id => new TradeDeskItem(segment) { UID2 = id }));
            items.AddRange(own);
            memberOfItem.AddRange(Enumerable.Repeat(member, own.Count));
            if (own.Count == 0 && hashes.Count > 0 && Reason(uid2, hashes) is var reason && (isAdd || reason != OptedOut))
            {
                without.Add(new RejectedRow(member, reason));
            }
        }

        return new TradeDeskItems(items, memberOfItem, without);
    }

    /// <summary>Who leaves, leaves with the UID2 before the current one too.</summary>
    private static IEnumerable<string> Uid2s(Uid2Mapping? mapping, bool isAdd)
    {
        if (mapping?.U is { Length: > 0 } current)
        {
            yield return current;
        }

        if (!isAdd && mapping?.P is { Length: > 0 } previous)
        {
            yield return previous;
        }
    }

    private static string Reason(IReadOnlyDictionary<string, Uid2Mapping>? uid2, IReadOnlyList<string> hashes) =>
        uid2 is null ? "uid2NotConfigured"
        : hashes.Any(h => uid2.GetValueOrDefault(h)?.E == "optout") ? OptedOut
        : "uid2Invalid";
}
