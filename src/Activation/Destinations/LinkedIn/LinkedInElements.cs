using Activation.Delivery;

namespace Activation.Destinations.LinkedIn;

/// <summary>
/// Members as LinkedIn takes them: an element has one id of each type, so that a member with several emails takes several elements.
/// </summary>
/// <param name="RowOfElement">Position in <see cref="DestinationBatch.Rows"/>.</param>
internal sealed record LinkedInElements(IReadOnlyList<LinkedInElement> Content, IReadOnlyList<int> RowOfElement)
{
    public static LinkedInElements Of(DestinationBatch batch)
    {
        var action = batch.Operation == BatchOperation.Add ? "ADD" : "REMOVE";
        var elements = new List<LinkedInElement>(batch.Rows.Count);
        var rowOfElement = new List<int>(batch.Rows.Count);
        for (var row = 0; row < batch.Rows.Count; row++)
        {
            var count = LinkedInType.IdTypes.Max(t => batch.Rows[row][t.Key].Count);
            for (var i = 0; i < count; i++)
            {
                elements.Add(new LinkedInElement(action, [.. LinkedInType.IdTypes.Where(t => i < batch.Rows[row][t.Key].Count).Select(t => new LinkedInUserId(t.Value, batch.Rows[row][t.Key][i]))]));
                rowOfElement.Add(row);
            }
        }

        return new LinkedInElements(elements, rowOfElement);
    }

    /// <summary>What the elements' own statuses come to. Sending an element again changes nothing, so that one that has to be tried again takes the batch along.</summary>
    public SendResult Read(IReadOnlyList<LinkedInElementStatus> statuses)
    {
        var outcomes = statuses.Select(s => LinkedInErrors.Of(s.Status)).ToList();
        if (outcomes.Contains(DestinationOutcome.Retry))
        {
            return SendResult.Failure(new DestinationResult(DestinationOutcome.Retry, "elementFailed", "LinkedIn could not take some of the users for now; the batch is sent again."));
        }

        if (outcomes.Contains(DestinationOutcome.Throttled))
        {
            return SendResult.Failure(new DestinationResult(DestinationOutcome.Throttled, "elementThrottled", "LinkedIn limits the calls of this token; the batch waits.", TimeSpan.FromMinutes(1)));
        }

        var rejected = outcomes.Select((o, i) => (Outcome: o, Row: RowOfElement[i])).Where(o => o.Outcome is not null).Select(o => o.Row).Distinct();
        return new SendResult(DestinationResult.Success, [.. rejected.Select(r => new RejectedRow(r, RejectedRow.ByPlatform))]);
    }
}
