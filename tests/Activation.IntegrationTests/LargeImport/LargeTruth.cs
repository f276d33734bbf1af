using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activation.IntegrationTests.LargeImport;

/// <summary>Who exists after the files, and what each receipt must say: computed from the files' text, with nothing of the product.</summary>
internal sealed class LargeTruth
{
    private readonly Dictionary<string, string> customersByEmail = new(StringComparer.Ordinal);

    public Dictionary<string, LargeProfile> People { get; } = new(StringComparer.Ordinal);

    /// <summary>Applies a file and answers its receipt.</summary>
    public LargeReceipt Apply(string csv)
    {
        var before = new Dictionary<string, LargeProfile>(People, StringComparer.Ordinal);
        var met = new HashSet<string>(StringComparer.Ordinal);
        var (read, rejected, merged) = (0, 0, 0);
        foreach (var line in csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            read++;
            var cells = line.Split(',');
            if (cells.Length != 4 || (cells[0].Length == 0 && !cells[1].Contains('@', StringComparison.Ordinal)))
            {
                rejected++;
                continue;
            }

            var email = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cells[1].ToLowerInvariant())));
            var customer = cells[0].Length > 0 ? cells[0] : customersByEmail.GetValueOrDefault(email, "");
            if (customer.Length > 0)
            {
                customersByEmail[email] = customer;
                merged += Merge(email, customer) ? 1 : 0;
            }

            var key = customer.Length > 0 ? customer : email;
            met.Add(key);
            var known = People.GetValueOrDefault(key) ?? new LargeProfile(customer, email, "", null);
            People[key] = known with
            {
                Tier = cells[2].Length > 0 ? cells[2] : known.Tier,
                Points = cells[3] switch { "" => known.Points, @"\N" => null, var number => double.Parse(number, CultureInfo.InvariantCulture) },
            };
        }

        var added = met.Count(key => !before.ContainsKey(key));
        var unchanged = met.Count(key => before.TryGetValue(key, out var old) && old == People[key]);
        return new LargeReceipt(read, rejected, added, met.Count - added - unchanged, unchanged, read - rejected - met.Count, merged);
    }

    /// <summary>Who was known by the email alone is the customer from now on.</summary>
    private bool Merge(string email, string customer)
    {
        if (!People.Remove(email, out var anonymous))
        {
            return false;
        }

        People[customer] = anonymous with { Customer = customer };
        return true;
    }
}

internal sealed record LargeReceipt(long Read, long Rejected, long New, long Changed, long Unchanged, long Duplicates, long Merged);
