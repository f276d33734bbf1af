using System.Data.Common;
using Activation.Profiles;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>Streams the members whose row must be built, each with the union of its sources' identifiers, newest first.</summary>
internal sealed class NeededMembers
{
    /// <summary>Members that the database holds at a time, with all their identifiers.</summary>
    private const long ReadAtOnce = 50_000;

    /// <summary>Behind profile, digest and extras.</summary>
    private const int FirstVariant = 3;

    private readonly DuckDbSession session;
    private readonly IReadOnlyCollection<string> barred;

    /// <summary>Positions of those that are read.</summary>
    private readonly int[] variants;
    private readonly string columns;

    /// <param name="variants">Those that matter; others are not read.</param>
    /// <param name="barred">Sources whose identifiers are not sent.</param>
    public NeededMembers(DuckDbSession session, IReadOnlySet<string> variants, IReadOnlyCollection<string> barred)
    {
        this.session = session;
        this.barred = barred;
        this.variants = [.. Enumerable.Range(0, Identifiers.Variants.Count).Where(i => variants.Contains(Identifiers.Variants[i].Name))];
        columns = string.Concat(this.variants.Select(i => Columns(Identifiers.Variants[i].Name)));
    }

    /// <param name="range">Of which the session has the tables of a plan.</param>
    public IEnumerable<NeededMember> Read(ProfileRange range) =>
        session.ScalarInt64(PlanTables.ToBuild) is var members && members > 0 ? range.Split(members, ReadAtOnce).SelectMany(ReadPart) : [];

    private IEnumerable<NeededMember> ReadPart(ProfileRange part)
    {
        using var command = session.Command(PlanTables.Needed(columns, barred, part));
        using var reader = command.ExecuteReader();
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
            AddIdentifiers(reader, current.Identifiers);
        }

        if (current is not null)
        {
            yield return current;
        }
    }

    /// <summary>A list takes the reader far longer than a text, and nearly everybody has one value: it has a column of its own.</summary>
    private static string Columns(string variant) =>
        $", CASE WHEN len(i.{variant}) = 1 THEN i.{variant}[1] END AS {variant}_one, CASE WHEN len(i.{variant}) > 1 THEN i.{variant} END AS {variant}_more";

    private void AddIdentifiers(DbDataReader reader, IdentifierSet set)
    {
        for (var i = 0; i < variants.Length; i++)
        {
            var one = FirstVariant + (2 * i);
            if (!reader.IsDBNull(one))
            {
                set.Add(variants[i], reader.GetString(one));
            }
            else if (!reader.IsDBNull(one + 1))
            {
                foreach (var value in reader.GetFieldValue<List<string>>(one + 1))
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
