using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Governance.Privacy;

/// <summary>Normalizes and hashes what a request gives, so that nothing in clear goes further. Pure.</summary>
internal static class GivenPeople
{
    private const int MaxNamed = 100;
    private const string HashedDevice = "mobile_ad_id_sha256";

    /// <summary>One for each different identifier that can be used, numbered as it is given first, and what is wrong with those that cannot.</summary>
    public static (IReadOnlyList<Person> People, int InvalidCount, IReadOnlyList<InvalidIdentifier> Invalid) Read(IReadOnlyList<GivenIdentifier> identifiers)
    {
        var people = new List<Person>(identifiers.Count);
        var met = new HashSet<(string, string)>();
        var invalid = new List<InvalidIdentifier>();
        var count = 0;
        for (var i = 0; i < identifiers.Count; i++)
        {
            var given = identifiers[i];
            var set = new IdentifierSet();
            var outcome = Add(set, given);
            if (outcome.IsAccepted)
            {
                var person = new Person(Profile(given.Name, set), [i], StrongValue.Of(set), set["email_reddit"]);
                if (met.Add((given.Name, string.Join(' ', person.Values.Select(v => v.Text).Concat(person.RedditEmails)))))
                {
                    people.Add(person);
                }

                continue;
            }

            count++;
            if (invalid.Count < MaxNamed)
            {
                invalid.Add(new InvalidIdentifier(i, given.Name, outcome.Code ?? "emptyIdentifier", outcome.Message ?? "The identifier is empty."));
            }
        }

        return (people, count, invalid);
    }

    /// <summary>As an import would; of a device id, which imports take in clear only, a hash is enough to find the person.</summary>
    private static NormalizationOutcome Add(IdentifierSet set, GivenIdentifier given)
    {
        if (given.Name is not (Identifiers.MobileAdId or Identifiers.Idfa or Identifiers.Gaid) || HashOf(given.Value) is not { } hash)
        {
            return IdentifierNormalizer.Add(set, given.Name, given.Value, new NormalizationContext(given.Country, null));
        }

        set.Add(HashedDevice, hash);
        return NormalizationOutcome.Prehashed;
    }

    private static string? HashOf(string value)
    {
        var text = CellText.Trim(value);
        var written = HashShapes.HexOfBase64(text) ?? text;
        return HashShapes.Of(written) == HashShape.Sha256 ? HashShapes.Digits(written).ToString().ToLowerInvariant() : null;
    }

    /// <summary>The profile that a row with this identifier alone would make: it may be known to a ledger or to events only.</summary>
    private static ProfileId? Profile(string name, IdentifierSet set) => name switch
    {
        Identifiers.CustomerId => ProfileId.ForCustomer(set["external_id"][0]),
        Identifiers.Email => ProfileId.ForIdentifier(name, set["email"][0]),
        Identifiers.Phone => ProfileId.ForIdentifier(name, set["phone"][0]),
        // A row with a device id of either kind has it as a mobile ad id too, which comes first.
        Identifiers.MobileAdId or Identifiers.Idfa or Identifiers.Gaid => set["mobile_ad_id"] is [var id, ..] ? ProfileId.ForIdentifier(Identifiers.MobileAdId, id) : null,
        Identifiers.Ecid => ProfileId.ForIdentifier(name, set["ecid"][0]),
        _ => null,
    };
}
