namespace Activation.Destinations.Google;

/// <summary>What a list of mobile ad ids is made for.</summary>
/// <param name="KeySpace">`ANDROID` or `IOS`.</param>
/// <param name="AppId">The app that the ids were collected in: a package name, or the number of an app in Apple's store.</param>
/// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/accountTypes.accounts.userLists#MobileIdInfo</remarks>
internal sealed record GoogleMobileList(string KeySpace, string AppId)
{
    public const string Android = "ANDROID";
    public const string Apple = "IOS";

    /// <summary>An id as its system spells it: Apple's in capitals.</summary>
    public string Spell(string mobileAdId) => KeySpace == Apple ? mobileAdId.ToUpperInvariant() : mobileAdId;
}
