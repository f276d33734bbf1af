using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Activation.Local.Demo;

namespace Activation.IntegrationTests.Truth;

/// <summary>
/// What the dropped files say, computed from their text alone, with nothing of the product: who exists, and which keys an audience must
/// hold. Later rows replace earlier ones cell by cell; an empty cell keeps, `\N` clears.
/// </summary>
internal sealed partial class TrueCrm
{
    private const string Clear = @"\N";
    private static readonly string[] Traits = ["tier", "miles", "last_flight", "web_login", "home_airport", "newsletter"];

    private readonly Dictionary<string, TruePerson> people = new(StringComparer.Ordinal);

    public IReadOnlyCollection<TruePerson> People => people.Values;

    /// <summary>Data rows of all files, and those among them that no importer can use.</summary>
    public int RowsRead { get; private set; }

    public int RowsRejected { get; private set; }

    public void Apply(DemoFile file) =>
        Apply(Encoding.UTF8.GetString(file.Content.Span), (cell, country) => file.Phones[$"{cell}|{country}"]);

    /// <summary>A file whose phone cells, if any, are E.164 already.</summary>
    public void Apply(string csv) => Apply(csv, (cell, _) => cell);

    /// <summary>All matching keys of the people that the rule holds for: a key is in the audience exactly if one of them has it.</summary>
    public HashSet<string> Keys(Func<TruePerson, bool> rule) =>
        people.Values.Where(rule).SelectMany(p => p.Keys).ToHashSet(StringComparer.Ordinal);

    private void Apply(string csv, Func<string, string, string?> e164)
    {
        var rows = CsvText.Parse(csv.TrimStart('\uFEFF'));
        var columns = rows[0].Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);
        foreach (var row in rows.Skip(1))
        {
            RowsRead++;
            if (row.Count != columns.Count || !TryApply(new TrueRow(columns, row), e164))
            {
                RowsRejected++;
            }
        }
    }

    private bool TryApply(TrueRow row, Func<string, string, string?> e164)
    {
        var email = EmailHash(row["email"]);
        var phone = row["phone"] is { Length: > 0 } cell && cell != Clear && e164(cell, row["country"]) is { } number ? Sha256(number.TrimStart('+')) : null;
        var customer = row["member_id"].Trim();
        var key = customer.Length > 0 ? $"customer {customer}" : email ?? phone;
        if (key is null)
        {
            return false;
        }

        if (!people.TryGetValue(key, out var person))
        {
            people[key] = person = new TruePerson(customer);
        }

        person.Email = row["email"].Trim() == Clear ? null : email ?? person.Email;
        person.Phone = row["phone"].Trim() == Clear ? null : phone ?? person.Phone;
        foreach (var trait in Traits.Where(t => row[t].Length > 0))
        {
            person.Set(trait, row[trait] == Clear ? null : row[trait]);
        }

        return true;
    }

    private static string? EmailHash(string cell)
    {
        var text = cell.Trim().ToLowerInvariant();
        return HashShape().IsMatch(text) ? text : text.Contains('@', StringComparison.Ordinal) ? Sha256(text) : null;
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.None, 1000)]
    private static partial Regex HashShape();

    private sealed class TrueRow(Dictionary<string, int> columns, IReadOnlyList<string> cells)
    {
        public string this[string column] => columns.TryGetValue(column, out var i) ? cells[i] : "";
    }
}
