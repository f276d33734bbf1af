namespace Activation.Destinations.Adobe;

/// <summary>What became of the members of a batch whose identities are sent one by one. Not thread-safe.</summary>
internal sealed class RowOutcomes
{
    private readonly SortedDictionary<int, string> refused = [];
    private readonly SortedDictionary<int, string> skipped = [];
    private readonly HashSet<int> sent = [];

    /// <summary>The platform refused one of the member's identities.</summary>
    public void Refuse(int row, string reason) => refused.TryAdd(row, reason);

    /// <summary>An identity that is not sent; the member counts as refused only if none of its others is.</summary>
    public void Skip(int row, string reason) => skipped.TryAdd(row, reason);

    public void Take(int row) => sent.Add(row);

    public SendResult ToResult(DestinationResult result)
    {
        foreach (var (row, reason) in skipped)
        {
            if (!sent.Contains(row))
            {
                refused.TryAdd(row, reason);
            }
        }

        return new SendResult(result, [.. refused.Select(r => new RejectedRow(r.Key, r.Value))]);
    }
}
