using System.Text.Json;
using Activation.Destinations;

namespace Activation.Tests.Destinations;

public sealed class TypeSchemaTests
{
    private static TypeSchema All => new TypeSchema()
        .Text("name", "a name", "^[a-z]+$", maxLength: 5, isRequired: true, minLength: 2)
        .Address("address", "an address", "https://example.com")
        .Host("host", "a host")
        .Choice("choice", "a choice", ["a", "b"], "a")
        .Flag("flag", "a switch", fallback: true)
        .Integer("number", "a number", 1, 9, 3)
        .Credential("token", "a token", isRequired: false, maxLength: 4);

    [Fact]
    public void Create_Object_IsClosedAndNamesWhatIsRequired()
    {
        var schema = All.Create();

        schema["$schema"]?.GetValue<string>().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        schema["additionalProperties"]?.GetValue<bool>().ShouldBeFalse();
        schema["required"]?.AsArray().Select(r => (string?)r).ShouldBe(["name"]);
        schema["properties"]?.AsObject().Select(p => (p.Key, (string?)p.Value?["type"])).ShouldBe(
            [("name", "string"), ("address", "string"), ("host", "string"), ("choice", "string"), ("flag", "boolean"), ("number", "integer"), ("token", "string")]);
    }

    [Fact]
    public void Create_NothingRequired_HasNoList() => new TypeSchema().ApiBaseUrl("https://example.com").Create().ContainsKey("required").ShouldBeFalse();

    [Fact]
    public void Create_Defaults_AreThere()
    {
        var properties = All.Create()["properties"]?.AsObject() ?? [];

        properties["address"]?["default"]?.GetValue<string>().ShouldBe("https://example.com");
        properties["choice"]?["default"]?.GetValue<string>().ShouldBe("a");
        properties["flag"]?["default"]?.GetValue<bool>().ShouldBeTrue();
        properties["number"]?["default"]?.GetValue<int>().ShouldBe(3);
        properties["name"]?.AsObject().ContainsKey("default").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"name":"ab","address":"https://example.org/x","host":"a.example.org","choice":"b","flag":false,"number":9,"token":"t!_~"}""")]
    [InlineData("""{"name":"abcde"}""")]
    public void Check_ValuesThatFit_Pass(string settings) => Should.NotThrow(() => Check(settings));

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":"a"}""", "name")]
    [InlineData("""{"name":"abcdef"}""", "name")]
    [InlineData("""{"name":"AB"}""", "name")]
    [InlineData("""{"name":1}""", "name")]
    [InlineData("""{"name":"ab","address":"example.org"}""", "address")]
    [InlineData("""{"name":"ab","host":"-example.org"}""", "host")]
    [InlineData("""{"name":"ab","host":"example.org/x"}""", "host")]
    [InlineData("""{"name":"ab","choice":"c"}""", "choice")]
    [InlineData("""{"name":"ab","flag":"yes"}""", "flag")]
    [InlineData("""{"name":"ab","number":10}""", "number")]
    [InlineData("""{"name":"ab","number":1.5}""", "number")]
    [InlineData("""{"name":"ab","token":"a b"}""", "token")]
    [InlineData("""{"name":"ab","token":"abcde"}""", "token")]
    [InlineData("""{"name":"ab","colour":"red"}""", "colour")]
    public void Check_ValueThatDoesNotFit_NamesItsPath(string settings, string path) =>
        Should.Throw<ProblemException>(() => Check(settings)).Path.ShouldBe($"settings.{path}");

    private static void Check(string settings) => SchemaValidator.Check(JsonDocument.Parse(settings).RootElement, All.Create(), "settings");
}
