namespace Activation.Governance.Privacy;

/// <summary>Carries an unsuppress request out.</summary>
internal sealed class SuppressionEnd(PrivacyStore store, PrivacyBatch batch, SuppressionStore suppressions)
{
    /// <returns>False while an earlier request about one of the people is under way: what it finds would be suppressed again.</returns>
    public async Task<bool> RunAsync(string request, IReadOnlyList<Person> given, CancellationToken cancellationToken)
    {
        var values = given.SelectMany(p => p.Values).ToHashSet();
        foreach (var earlier in await store.ListHoldingAsync(cancellationToken))
        {
            var id = earlier.Request.RequestId;
            if (string.CompareOrdinal(id, request) >= 0 || earlier.Request.Type == PrivacyRequestType.Unsuppress)
            {
                continue;
            }

            var about = await batch.ReadGivenAsync(id, cancellationToken);
            var people = await batch.ReadPeopleAsync(id, cancellationToken);
            var groups = about.Concat(people).Where(p => p.Values.Any(values.Contains)).SelectMany(p => p.Groups).ToHashSet();
            if (groups.Count == 0)
            {
                continue;
            }

            if (earlier.IsOpen)
            {
                return false;
            }

            // It has failed at a destination and keeps its people out of every plan: these not any more.
            await batch.WritePeopleAsync(id, people.Where(p => !p.Groups.Any(groups.Contains)), cancellationToken);
            await batch.WriteGivenAsync(id, about.Where(p => !p.Groups.Any(groups.Contains)), cancellationToken);
        }

        await suppressions.RemoveAsync(values, cancellationToken);
        return true;
    }
}
