using System.Text.Json;
using Activation.Destinations;
using Activation.Destinations.Google;
using Activation.Destinations.OAuth;

namespace Activation.Tests.Destinations.Google;

public sealed class GoogleSettingsTests
{
    private static readonly DestinationHttp Nobody = new(new NoClients());

    private static GoogleDestination Destination => new(Nobody, new AccessTokens(Nobody, TimeProvider.System), TimeProvider.System);

    [Theory]
    [InlineData("""{}""", "settings.accountId")]
    [InlineData("""{"accountId":"12-34"}""", "settings.accountId")]
    [InlineData("""{"accountId":"1","accountType":"YOUTUBE"}""", "settings.accountType")]
    [InlineData("""{"accountId":"1","loginAccountId":"x"}""", "settings.loginAccountId")]
    [InlineData("""{"accountId":"1","adUserData":"denied"}""", "settings.adUserData")]
    [InlineData("""{"accountId":"1","adPersonalization":true}""", "settings.adPersonalization")]
    [InlineData("""{"accountId":"1","membershipDays":541}""", "settings.membershipDays")]
    [InlineData("""{"accountId":"1","membershipDays":0}""", "settings.membershipDays")]
    [InlineData("""{"accountId":"1","apiBaseUrl":"http://datamanager.example.com"}""", "settings.apiBaseUrl")]
    [InlineData("""{"accountId":"1","tokenUrl":"http://token.example.com"}""", "settings.tokenUrl")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path)
    {
        var problem = Should.Throw<ProblemException>(() => Destination.Validate(GoogleAccounts.Account(settings, GoogleAccounts.User)));

        problem.Path.ShouldBe(path);
        problem.Message.ShouldStartWith(path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("key.json")]
    [InlineData("""{"type":"external_account"}""")]
    [InlineData("""{"type":"authorized_user","client_id":"sandbox-client","client_secret":"s"}""")]
    [InlineData("""{"type":"service_account","client_email":"a@example.com"}""")]
    [InlineData("""{"type":"service_account","client_email":"a@example.com","private_key":"no-such-key"}""")]
    public void Validate_WrongCredentials_NamesTheFieldAndNotTheValue(string credentials)
    {
        var problem = Should.Throw<ProblemException>(
            () => Destination.Validate(GoogleAccounts.Account("""{"accountId":"1"}""", new Dictionary<string, string> { ["credentials"] = credentials })));

        problem.Path.ShouldBe("secret.credentials");
        problem.Message.ShouldNotContain("no-such-key");
        problem.Message.ShouldNotContain("example.com");
    }

    [Fact]
    public void AccountOf_Credentials_IsTheProjectWhoseQuotaTheyUse()
    {
        DestinationAccount With(string credentials) => GoogleAccounts.Account("""{"accountId":"1"}""", new Dictionary<string, string> { ["credentials"] = credentials });

        Destination.AccountOf(With("""{"type":"authorized_user","client_id":"407408718192-abc.apps.googleusercontent.com","client_secret":"s","refresh_token":"r"}""")).ShouldBe("google.407408718192");
        Destination.AccountOf(With(Activation.Local.Sandbox.Doubles.GoogleAssertion.KeyFile)).ShouldBe("google.sandbox-project");
        Destination.AccountOf(With("lost")).ShouldBe("google.google");
    }

    [Fact]
    public void Address_ColonInFirstSegment_StaysBelowTheBase()
    {
        var settings = new GoogleSettings(GoogleAccounts.Account("""{"accountId":"123-456-7890"}""", GoogleAccounts.User));

        settings.Address("audienceMembers:ingest").AbsoluteUri.ShouldBe("https://datamanager.googleapis.com/v1/audienceMembers:ingest");
        settings.Operating.Path.ShouldBe("accountTypes/GOOGLE_ADS/accounts/1234567890");
    }
}
