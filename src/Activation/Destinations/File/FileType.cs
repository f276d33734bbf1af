using Activation.Profiles;

namespace Activation.Destinations.File;

/// <summary>The catalogue entry of CSV files.</summary>
internal static class FileType
{
    public static DestinationType Create() => new()
    {
        Type = "file",
        DisplayName = "CSV files in Blob storage",
        SettingsSchema = new TypeSchema()
            .Text(
                "folder", "a folder of the container 'exports' (letters, digits, '-', '_', '/' between folders); the destination's id if absent",
                "^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*$", maxLength: 200)
            .Create(),
        SecretSchema = new TypeSchema().Create(),
        Identifiers =
        [
            new(Identifiers.Email, "email"), new(Identifiers.Phone, "phone"), new(Identifiers.ExternalId, "external_id"),
            new(Identifiers.FirstName, "first_name"), new(Identifiers.LastName, "last_name"), new(Identifiers.Gender, "gender"),
            new(Identifiers.BirthYear, "birth_year"), new(Identifiers.BirthMonth, "birth_month"), new(Identifiers.BirthDay, "birth_day"),
            new(Identifiers.City, "city"), new(Identifiers.State, "state"), new(Identifiers.Zip, "zip"), new(Identifiers.Country, "country"),
            new(Identifiers.MobileAdId, "mobile_ad_id"), new(Identifiers.Idfa, "idfa"), new(Identifiers.Gaid, "gaid"), new(Identifiers.Ecid, "ecid"),
        ],
        Keys = [],
        MaxBatch = 10_000,
        OneValuePerRow = true,
        Values = ValueSupport.Any,
        TakesTraits = true,
        Documentation = new Uri("https://www.rfc-editor.org/rfc/rfc4180"),
    };
}
