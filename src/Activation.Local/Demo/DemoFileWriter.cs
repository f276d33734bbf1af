using System.Globalization;
using System.Text;

namespace Activation.Local.Demo;

/// <summary>Writes rows as careless people and old systems do, and notes what was meant.</summary>
/// <param name="lineEnd">LF or CRLF.</param>
internal sealed class DemoFileWriter(string lineEnd)
{
    public const string Header =
        "member_id,email,phone,country,first_name,last_name,street_address,tier,miles,last_flight,web_login,home_airport,newsletter";

    /// <summary>The cell that clears a value.</summary>
    public const string Clear = @"\N";

    private readonly StringBuilder text = new(Header + lineEnd);
    private readonly Dictionary<string, string?> phones = new(StringComparer.Ordinal);
    private readonly HashSet<string> personalData = new(StringComparer.Ordinal);
    private int rows;
    private int broken;

    public void Row(DemoMember member)
    {
        var email = member.Email is null ? "" : member.EmailWriting.Write(member.Email);
        Row(member, email, member.Phone?.Written(member.PhoneWriting) ?? "", member.Tier);
    }

    public void Row(DemoMember member, string emailCell, string phoneCell, string tierCell)
    {
        // The source's own country may be left out; a number with a calling code needs none either.
        var country = member.Country == DemoFiles.DefaultCountry && member.Miles % 2 == 0 ? "" : member.Miles % 5 == 0 ? member.Country.ToLowerInvariant() : member.Country;
        Note(member, emailCell, phoneCell, country);
        Cells(
            member.MemberId, emailCell, phoneCell, country, member.FirstName, member.LastName, member.Street, tierCell,
            member.Miles.ToString(CultureInfo.InvariantCulture), member.LastFlight.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            member.WebLogin ? "true" : "false", member.HomeAirport, member.Newsletter);
    }

    /// <summary>A row that no importer can use: cut off, with cells too many, or without any identifier.</summary>
    public void BrokenRow(int kind, DemoMember member)
    {
        broken++;
        switch (kind % 3)
        {
            case 0:
                Cells(member.MemberId, "cut-off@example.com");
                break;
            case 1:
                Cells(member.MemberId, "", "", member.Country, member.FirstName, member.LastName, member.Street, "Gold", "1", "2026-01-01", "true", "ARN", "never", "left", "over");
                break;
            default:
                Cells("", "", "", member.Country, "", "", "", "Gold", "1", "2026-01-01", "true", "ARN", "never");
                break;
        }
    }

    public DemoFile Finish(string name, bool byteOrderMark) => new()
    {
        Name = name,
        Content = (byte[])[.. byteOrderMark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text.ToString())],
        Rows = rows,
        BrokenRows = broken,
        Phones = phones,
        PersonalData = personalData,
    };

    private void Note(DemoMember member, string emailCell, string phoneCell, string country)
    {
        if (phoneCell.Length > 0 && phoneCell != Clear)
        {
            phones[$"{phoneCell}|{country}"] = phoneCell == DemoFiles.NotAPhone ? null : member.Phone?.E164;
        }

        personalData.UnionWith(
            new[] { emailCell.Contains('@', StringComparison.Ordinal) ? emailCell.Trim() : "", member.Email ?? "", phoneCell, member.Phone?.E164 ?? "", member.FirstName, member.LastName, member.Street }
                .Where(value => value.Length > 0 && value != Clear && value != DemoFiles.NotAPhone));
    }

    private void Cells(params IEnumerable<string> cells)
    {
        rows++;
        text.AppendJoin(',', cells.Select(Quoted)).Append(lineEnd);
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
