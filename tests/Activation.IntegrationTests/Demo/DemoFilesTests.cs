using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Activation.Local.Demo;
using PhoneNumbers;

namespace Activation.IntegrationTests.Demo;

public sealed class DemoFilesTests
{
    [Fact]
    public void First_Twice_HasTheSameBytes()
    {
        Digest(DemoFiles.First()).ShouldBe(Digest(DemoFiles.First()));
        Digest(DemoFiles.First()).ShouldNotBe(Digest(DemoFiles.Second()));
    }

    [Fact]
    public void First_Rows_AreAtLeastFiveThousandWithSomeBroken()
    {
        var file = DemoFiles.First();

        file.Rows.ShouldBeGreaterThan(5000);
        file.BrokenRows.ShouldBeInRange(20, 200);
    }

    [Fact]
    public void Phones_EveryWriting_IsTheValidNumberThatWasMeant()
    {
        var library = PhoneNumberUtil.GetInstance();
        var wrong = new List<string>();
        foreach (var (written, e164) in DemoFiles.First().Phones.Concat(DemoFiles.Second().Phones).Where(p => p.Value is not null))
        {
            var (cell, country) = (written.Split('|')[0], written.Split('|')[1]);
            var number = library.Parse(cell, country.Length == 0 ? DemoFiles.DefaultCountry : country.ToUpperInvariant());
            if (!library.IsValidNumber(number) || library.Format(number, PhoneNumberFormat.E164) != e164)
            {
                wrong.Add(written);
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Phones_CellThatIsNone_CannotBeParsed() =>
        Should.Throw<NumberParseException>(() => PhoneNumberUtil.GetInstance().Parse(DemoFiles.NotAPhone, DemoFiles.DefaultCountry));

    [Fact]
    public void Phones_OfTheFirstFile_ComeFromSixCountries() =>
        DemoPhonePlan.All.ShouldAllBe(plan => DemoFiles.First().Phones.Values.Any(e => e != null && e.StartsWith($"+{plan.CallingCode}", StringComparison.Ordinal)));

    [Fact]
    public void Events_Twice_AreTheSameAndOfMembersAlone()
    {
        var file = DemoEvents.File();

        Digest(file).ShouldBe(Digest(DemoEvents.File()));
        var events = Encoding.UTF8.GetString(file.Content.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line).ShouldNotBeNull()).ToList();
        events.Count.ShouldBe(file.Rows);
        events.Select(e => e["messageId"]?.GetValue<string>()).ShouldBeUnique();
        events.Select(e => e["userId"]?.GetValue<string>() ?? "").ShouldBeSubsetOf(DemoFiles.Members().Select(m => m.MemberId).Where(id => id.Length > 0));
    }

    private static string Digest(DemoFile file) => Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));
}
