using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Import.Apply;

/// <summary>
/// A row without a customer id joins a customer if exactly one has its email: of the snapshot, of the file so far, or of the same
/// chunk, so that a small file gives the same result when it is imported again.
/// </summary>
internal sealed class CustomerLinks(SnapshotLookup snapshot, SeenProfiles seen, ImportTally tally)
{
    private static readonly int Email = Identifiers.Position("email");

    public async Task ResolveAsync(IReadOnlyList<ParsedRow> rows, CancellationToken cancellationToken)
    {
        var anonymous = rows.Where(r => !r.HasCustomer && r.Identifiers.Has(Email)).ToList();
        if (anonymous.Count > 0)
        {
            var emails = anonymous.SelectMany(r => r.Identifiers["email"]).ToHashSet(StringComparer.Ordinal);
            var own = rows.Where(r => r.HasCustomer).SelectMany(r => r.Identifiers["email"].Select(email => (Email: email, r.Profile)));
            var known = await snapshot.CustomersAsync(emails, cancellationToken);
            var customers = known.Concat(seen.Customers(emails)).Concat(own.Where(c => emails.Contains(c.Email)))
                .ToLookup(c => c.Email, c => c.Item2, StringComparer.Ordinal);
            foreach (var row in anonymous)
            {
                var candidates = Candidates(row, customers);
                row.IsAmbiguous = candidates.Count > 1;
                tally.AmbiguousLinks += row.IsAmbiguous ? 1 : 0;
                row.Profile = candidates is [var customer] ? customer : row.Profile;
            }
        }

        seen.AddCustomers(rows.Where(r => r.HasCustomer));
    }

    /// <summary>The customers, two at most, of the row's emails: with none or several the row stays a profile of its own.</summary>
    internal static IReadOnlyList<ProfileId> Candidates(ParsedRow row, ILookup<string, ProfileId> customers) =>
        [.. row.Identifiers["email"].SelectMany(email => customers[email]).Where(c => c != row.Profile).Distinct().Take(2)];
}
