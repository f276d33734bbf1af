namespace Activation.Import.Normalization;

/// <summary>The countries of ISO 3166 whose addresses are the United States Postal Service's: the US and its territories.</summary>
internal static class UnitedStates
{
    public static bool Includes(string? country) => country is "US" or "PR" or "GU" or "VI" or "AS" or "MP" or "UM";
}
