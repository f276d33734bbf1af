using Activation.Destinations;
using Activation.Profiles;

namespace Activation.Governance.Privacy;

/// <summary>The calls that take people out of all of an account's audiences. Pure.</summary>
internal static class ErasureBatches
{
    private static readonly ProfileId Nobody = new(Guid.Empty);

    /// <summary>Rows name only keys that the people alone have, so that nobody else goes with them.</summary>
    public static IEnumerable<IReadOnlyList<MemberRow>> Of(DestinationType type, IEnumerable<Person> people)
    {
        var keys = type.Keys.Where(k => !k.IsComposite).SelectMany(k => k.Identifiers).ToHashSet(StringComparer.Ordinal);
        var accepted = type.Identifiers.Where(i => keys.Contains(i.Name)).ToList();
        var rows = people.Select(p => Row(accepted, p)).OfType<MemberRow>().DistinctBy(r => r.Digest());
        foreach (var group in rows.GroupBy(type.GroupOf, StringComparer.Ordinal))
        {
            var (batch, lines) = (new List<MemberRow>(), 0);
            foreach (var row in group)
            {
                if (lines + type.RowsOf(row) > type.MaxBatch)
                {
                    yield return batch;
                    (batch, lines) = ([], 0);
                }

                batch.Add(row);
                lines += type.RowsOf(row);
            }

            yield return batch;
        }
    }

    private static MemberRow? Row(IReadOnlyList<AcceptedIdentifier> accepted, Person person)
    {
        var values = accepted
            .Select(a => KeyValuePair.Create(a.Name, (IReadOnlyList<string>)[.. person.Values.Where(v => v.Variant.Name == a.Variant).Select(v => v.Text)]))
            .Where(v => v.Value.Count > 0)
            .ToList();
        return values.Count == 0 ? null : new MemberRow(person.Profile ?? Nobody, values);
    }
}
