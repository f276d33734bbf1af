using System.Globalization;
using System.Text.Json;

namespace Activation.Destinations.Meta;

/// <summary>Limited data use: columns that are the same in every row, with their cells as JSON.</summary>
/// <param name="Columns">None where it is off.</param>
/// <remarks>https://developers.facebook.com/docs/marketing-apis/data-processing-options</remarks>
internal sealed record MetaDataUse(IReadOnlyList<KeyValuePair<string, string>> Columns)
{
    private const string Setting = "limitedDataUse";
    private const string CountrySetting = "limitedDataUseCountry";
    private const string StateSetting = "limitedDataUseState";

    private static readonly MetaDataUse Unlimited = new([]);

    /// <summary>The same for events, which name them in lower case and want a country and a state in any case.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters => Columns.Count == 1
        ? [new("data_processing_options", Limited), new("data_processing_options_country", "0"), new("data_processing_options_state", "0")]
        : Columns.Select(c => KeyValuePair.Create(c.Key.ToLowerInvariant(), c.Value));

    private const string Limited = "[\"LDU\"]";
    private const string Options = "DATA_PROCESSING_OPTIONS";

    public static TypeSchema Describe(TypeSchema settings) => settings
        .Flag(Setting, "true or false: whether Meta limits what it does with the data of people in US states that have it so", fallback: false)
        .Integer(CountrySetting, "1 for the United States, 0 to let Meta find the country", 0, 1)
        .Integer(StateSetting, "Meta's number of a US state (1000 is California), 0 to let Meta find it", 0, 9999);

    /// <exception cref="ProblemException">400: a country without a state, or the other way round, or either where limited data use is off.</exception>
    public static MetaDataUse Of(DestinationAccount account)
    {
        var (country, state) = (Number(account, CountrySetting), Number(account, StateSetting));
        if (country is null != state is null)
        {
            throw ProblemException.Invalid(
                "invalidDestination", $"settings.{StateSetting}", $"settings.{CountrySetting} and settings.{StateSetting} come together; without both, Meta works out where people are.");
        }

        if (!IsOn(account))
        {
            return country is null ? Unlimited : throw ProblemException.Invalid("invalidDestination", $"settings.{Setting}", $"settings.{Setting} must be true where {CountrySetting} is set.");
        }

        KeyValuePair<string, string> options = new(Options, Limited);
        return country is { } c && state is { } s ? new([options, new($"{Options}_COUNTRY", Text(c)), new($"{Options}_STATE", Text(s))]) : new([options]);
    }

    private static bool IsOn(DestinationAccount account) => Find(account, Setting) is { ValueKind: JsonValueKind.True };

    private static int? Number(DestinationAccount account, string setting) => Find(account, setting) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : null;

    private static JsonElement? Find(DestinationAccount account, string setting) =>
        account.Settings.ValueKind == JsonValueKind.Object && account.Settings.TryGetProperty(setting, out var value) ? value : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
