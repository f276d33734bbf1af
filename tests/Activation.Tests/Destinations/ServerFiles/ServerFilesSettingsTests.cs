using System.Text.Json;
using Activation.Destinations;
using Activation.Destinations.FileStores;
using Activation.Destinations.Outgoing;
using Activation.Destinations.ServerFiles;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Destinations.ServerFiles;

public sealed class ServerFilesSettingsTests
{
    private const string S3 = "\"store\":\"s3\",\"bucket\":\"partner\",\"region\":\"eu-central-1\"";

    private static readonly Dictionary<string, string> Everything =
        new() { ["accessKeyId"] = "id", ["secretAccessKey"] = "key", ["sasToken"] = "sig=1", ["password"] = "password" };

    [Theory]
    [InlineData("{}", "settings.store")]
    [InlineData("""{"store":"ftp"}""", "settings.store")]
    [InlineData("""{"store":"s3","region":"eu-central-1"}""", "settings.bucket")]
    [InlineData("""{"store":"s3","bucket":"partner"}""", "settings.region")]
    [InlineData("""{"store":"blob"}""", "settings.containerUrl")]
    [InlineData("""{"store":"blob","containerUrl":"http://files.example.com/in"}""", "settings.containerUrl")]
    [InlineData("""{"store":"sftp","user":"u","hostKey":"SHA256:D9WiYCw+n/pYYKO0yVxIGyjKvPLyv6ipI+OBDWqj5XI"}""", "settings.host")]
    [InlineData("""{"store":"sftp","host":"files.example.com","user":"u"}""", "settings.hostKey")]
    [InlineData("""{"store":"sftp","host":"files.example.com","user":"u","hostKey":"MD5:1"}""", "settings.hostKey")]
    [InlineData("{" + S3 + ",\"root\":\"../etc/ \"}", "settings.root")]
    [InlineData("{" + S3 + ",\"folder\":\"../<AUDIENCE_ID>\"}", "settings.folder")]
    [InlineData("{" + S3 + ",\"fileName\":\"<MASTER_DPID>_<TIMESTAMP>.csv\"}", "settings.fileName")]
    [InlineData("{" + S3 + ",\"fileName\":\"a/<MASTER_DPID>_<TIMESTAMP>.sync\"}", "settings.fileName")]
    [InlineData("{" + S3 + ",\"fileName\":\"<TIMESTAMP>.sync\"}", "settings.fileName")]
    [InlineData("{" + S3 + ",\"fileName\":\"<MASTER_DPID>.sync\"}", "settings.fileName")]
    [InlineData("{" + S3 + ",\"fileName\":\"<MASTER_DPID>_<BATCH>.sync\"}", "settings.fileName")]
    [InlineData("{" + S3 + ",\"folder\":\"all\"}", "settings.fileName")]
    [InlineData("{" + S3 + ",\"row\":\"<COLOUR>\"}", "settings.row")]
    [InlineData("{" + S3 + ",\"header\":\"<DP_UUID>\"}", "settings.header")]
    public void Validate_WrongSetting_NamesIt(string settings, string path) => Problem(settings, Everything).Path.ShouldBe(path);

    [Theory]
    [InlineData("{" + S3 + "}", "accessKeyId")]
    [InlineData("""{"store":"blob","containerUrl":"https://files.example.com/in"}""", "sasToken")]
    [InlineData("""{"store":"sftp","host":"files.example.com","user":"u","hostKey":"SHA256:D9WiYCw+n/pYYKO0yVxIGyjKvPLyv6ipI+OBDWqj5XI"}""", "password")]
    public void Validate_StoreWithoutItsSecret_NamesIt(string settings, string field) =>
        Problem(settings, Everything.Where(s => s.Key != field).ToDictionary()).Path.ShouldBe($"secret.{field}");

    [Fact]
    public void Validate_Seconds_Pass() => Create().Validate(Account("{" + S3 + ",\"timestamp\":\"seconds\",\"fileName\":\"<MASTER_DPID>_<TIMESTAMP>.sync\"}", Everything));

    private static ServerFilesDestination Create() => new(new FileStoreFactory(new NoClients(), new OutgoingConnections(Options.Create(new DestinationHttpOptions()))));

    private static ProblemException Problem(string settings, Dictionary<string, string> secret) => Should.Throw<ProblemException>(() => Create().Validate(Account(settings, secret)));

    private static DestinationAccount Account(string settings, Dictionary<string, string> secret) => new(new DestinationId("files"), JsonElement.Parse(settings), secret);
}
