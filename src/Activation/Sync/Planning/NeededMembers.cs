using System.Data.Common;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.Sync.Planning;

/// <summary>Streams the members whose row must be built, each with the union of its sources' identifiers, newest first.</summary>
internal sealed class NeededMembers : IDisposable
{
    /// <summary>Behind profile, digest and extras.</summary>
    private const int FirstVariant = 3;

    /// <summary>Positions of those that are read.</summary>
    private readonly int[] variants;

    private readonly DbCommand command;
    private readonly DbDataReader reader;

    /// <param name="variants">Those that matter; others are not read.</param>
    /// <param name="barred">Sources whose identifiers are not sent.</param>
    public NeededMembers(DuckDbSession session, IReadOnlySet<string> variants, IReadOnlyCollection<string> barred)
    {
        this.variants = [.. Enumerable.Range(0, Identifiers.Variants.Count).Where(i => variants.Contains(Identifiers.Variants[i].Name))];
        command = session.Command(PlanTables.Needed(string.Concat(this.variants.Select(i => $", i.{Identifiers.Variants[i].Name}")), barred));
        reader = command.ExecuteReader();
    }

    public IEnumerable<NeededMember> Read()
    {
        NeededMember? current = null;
        while (reader.Read())
        {
            var profile = new ProfileId(reader.GetGuid(0));
            if (current is not null && current.Profile != profile)
            {
                yield return current;
                current = null;
            }

            current ??= new NeededMember(profile, reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetString(2), new IdentifierSet(variants.Length));
            AddIdentifiers(current.Identifiers);
        }

        if (current is not null)
        {
            yield return current;
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        command.Dispose();
    }

    private void AddIdentifiers(IdentifierSet set)
    {
        for (var i = 0; i < variants.Length; i++)
        {
            if (!reader.IsDBNull(i + FirstVariant))
            {
                foreach (var value in reader.GetFieldValue<List<string>>(i + FirstVariant))
                {
                    set.Add(variants[i], value);
                }
            }
        }
    }
}

/// <param name="Digest">Of the profile's identifiers, as the snapshot has it, and of what is sent along if a change of that is to be sent.</param>
/// <param name="Extras">See <see cref="EnrichmentSpec.Read"/>.</param>
internal sealed record NeededMember(ProfileId Profile, Guid Digest, string? Extras, IdentifierSet Identifiers);
