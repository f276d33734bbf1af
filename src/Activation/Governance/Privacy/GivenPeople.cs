using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Governance.Privacy;

/// <summary>Normalizes and hashes what a request gives, so that nothing in clear goes further. Pure.</summary>
internal static class GivenPeople
{
    private const int MaxNamed = 100;

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
            var outcome = IdentifierNormalizer.Add(set, given.Name, given.Value, new NormalizationContext(given.Country, null));
            if (outcome.IsAccepted)
            {
                var person = new Person(Profile(given.Name, set), [i], StrongValue.Of(set));
                if (met.Add((given.Name, string.Join(' ', person.Values.Select(v => v.Text)))))
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

    /// <summary>The profile that a row with this identifier alone would make: it may be known to a ledger or to events only.</summary>
    private static ProfileId? Profile(string name, IdentifierSet set) => name switch
    {
        Identifiers.CustomerId => ProfileId.ForCustomer(set["external_id"][0]),
        Identifiers.Email => ProfileId.ForIdentifier(name, set["email"][0]),
        Identifiers.Phone => ProfileId.ForIdentifier(name, set["phone"][0]),
        Identifiers.MobileAdId => ProfileId.ForIdentifier(name, set["mobile_ad_id"][0]),
        // A row with a device id of either kind has it as a mobile ad id too, which comes first.
        Identifiers.Idfa or Identifiers.Gaid => ProfileId.ForIdentifier(Identifiers.MobileAdId, set["mobile_ad_id"][0]),
        Identifiers.Ecid => ProfileId.ForIdentifier(name, set["ecid"][0]),
        _ => null,
    };
}
