namespace Activation.Destinations.Meta;

/// <summary>Asks for the state of an audience and for how far its upload sessions have come.</summary>
/// <remarks>
/// https://developers.facebook.com/docs/marketing-api/reference/custom-audience/sessions. What a session looks like while Meta works on it was recorded in
/// https://github.com/facebook/facebook-java-business-sdk/issues/492: all values are text, `num_matched` is -1 and `end_time` 0.
/// </remarks>
internal sealed class MetaReports(MetaClient client)
{
    private const string Fields = "id,operation_status,delivery_status,approximate_count_lower_bound,approximate_count_upper_bound";

    public async Task<AudienceReport> ReportAsync(MetaSettings settings, string audience, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var node = Uri.EscapeDataString(audience);
        var found = await client.SendAsync(settings, HttpMethod.Get, $"{node}?fields={Fields}", null, MetaJson.Default.MetaAudienceState, a => a.Id is not null, cancellationToken);
        if (found.Value is not { } state)
        {
            return new AudienceReport(found.Result);
        }

        var sessions = new List<ReceiptReport>(receipts.Count);
        foreach (var receipt in receipts)
        {
            var reply = await client.SendAsync(
                settings, HttpMethod.Get, $"{node}/sessions?session_id={Uri.EscapeDataString(receipt)}", null, MetaJson.Default.MetaSessionPage, p => p.Data is not null, cancellationToken);
            if (reply.Value is not { Data: { } data })
            {
                return new AudienceReport(reply.Result);
            }

            sessions.Add(Report(receipt, data.FirstOrDefault(s => s.SessionId == receipt)));
        }

        var (word, explanation) = MetaStatus.Of(state);
        return new AudienceReport(found.Result)
        {
            State = word,
            Explanation = explanation,
            SizeAtLeast = Known(state.ApproximateCountLowerBound),
            SizeAtMost = Known(state.ApproximateCountUpperBound),
            Receipts = sessions,
        };
    }

    private static ReceiptReport Report(string receipt, MetaSessionState? session) => session is null
        ? new ReceiptReport(receipt, ReceiptState.Unknown)
        : new ReceiptReport(receipt, session.EndTime is null or 0 ? ReceiptState.Processing : session.NumInvalidEntries > 0 ? ReceiptState.CompletedWithErrors : ReceiptState.Completed)
        {
            Received = Known(session.NumReceived),
            Matched = Known(session.NumMatched),
            Invalid = Known(session.NumInvalidEntries),
            RepeatsAnswer = true,
        };

    /// <summary>Meta writes -1 for what it does not know.</summary>
    private static long? Known(long? count) => count >= 0 ? count : null;
}
