using Activation.Import.Normalization;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.Api.Profiles;

/// <summary>Finds profiles by an identifier. A raw value is hashed on arrival and goes no further.</summary>
internal sealed class ProfileLookup(SnapshotStore snapshot, TraitCatalog catalog, ScratchFolder scratch)
{
    public async Task<IReadOnlyList<ProfileId>> FindAsync(LookupRequest request, CancellationToken cancellationToken)
    {
        var given = new (string Name, string? Value)[] { (Identifiers.CustomerId, request.CustomerId), (Identifiers.Email, request.Email), (Identifiers.Phone, request.Phone) }.Where(g => g.Value is not null).ToList();
        if (given is not [var (name, value)])
        {
            throw ProblemException.Invalid("oneIdentifier", "", "Name exactly one of customerId, email and phone.");
        }

        var set = new IdentifierSet();
        var outcome = IdentifierNormalizer.Add(set, name, value ?? "", new NormalizationContext(request.Country, null));
        if (outcome.Kind is NormalizationKind.Invalid or NormalizationKind.Empty)
        {
            throw ProblemException.Invalid(outcome.Code ?? "emptyIdentifier", name, outcome.Message ?? $"'{name}' is empty.");
        }

        return await SearchAsync(Identifiers.Variants.First(v => set[v.Name].Count > 0), set, cancellationToken);
    }

    private async Task<IReadOnlyList<ProfileId>> SearchAsync(IdentifierVariant variant, IdentifierSet wanted, CancellationToken cancellationToken)
    {
        var manifest = await snapshot.ReadManifestAsync(cancellationToken);
        var schema = await catalog.ReadAsync(cancellationToken);
        var found = new List<ProfileId>();
        foreach (var shards in SnapshotStore.Ranges(manifest))
        {
            using var session = new DuckDbSession(scratch);
            await using var files = await snapshot.OpenAsync(session, schema, manifest, shards, cancellationToken);
            using var query = session.Command($"SELECT DISTINCT pid FROM identifiers WHERE list_contains({variant.Name}, $1) ORDER BY pid LIMIT 100", [wanted[variant.Name][0]]);
            await using var reader = await query.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                found.Add(new ProfileId(reader.GetGuid(0)));
            }
        }

        return found;
    }
}
