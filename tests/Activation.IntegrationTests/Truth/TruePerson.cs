using System.Globalization;

namespace Activation.IntegrationTests.Truth;

/// <summary>A person as the files describe them: hashes of what a platform matches by, and traits as text.</summary>
internal sealed class TruePerson(string customerId)
{
    private readonly Dictionary<string, string> traits = new(StringComparer.Ordinal);

    public string CustomerId => customerId;

    /// <summary>SHA-256 of the trimmed lower-case email, or null.</summary>
    public string? Email { get; set; }

    /// <summary>SHA-256 of the E.164 digits, or null.</summary>
    public string? Phone { get; set; }

    public string Tier => Text("tier");

    public double Miles => double.TryParse(Text("miles"), CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    public DateOnly? LastFlight => DateOnly.TryParseExact(Text("last_flight"), "yyyy-MM-dd", out var value) ? value : null;

    public bool? WebLogin => Text("web_login") is { Length: > 0 } text ? text == "true" : null;

    /// <summary>What the ad platform finds the person by, as `EMAIL:…`, `PHONE:…`, `EXTERN_ID:…`.</summary>
    public IEnumerable<string> Keys
    {
        get
        {
            if (Email is not null)
            {
                yield return $"EMAIL:{Email}";
            }

            if (Phone is not null)
            {
                yield return $"PHONE:{Phone}";
            }

            if (CustomerId.Length > 0)
            {
                yield return $"EXTERN_ID:{CustomerId}";
            }
        }
    }

    public string Text(string trait) => traits.GetValueOrDefault(trait, "");

    public void Set(string trait, string? value)
    {
        if (value is null)
        {
            traits.Remove(trait);
        }
        else
        {
            traits[trait] = value;
        }
    }
}
