using System.Collections.Frozen;

namespace Activation.Import.Normalization;

/// <summary>
/// Headers of personal data, as <see cref="HeaderKey"/> writes them: a noun, perhaps with whose or which it is before it and a part or number
/// after it (`shipping_address_line_2` = shipping + address + line + 2). The whole header has to be made of these, so that
/// `email_opt_in`, `product_name` and `phone_brand` stay traits.
/// </summary>
internal static class PersonalHeaders
{
    private const int MaxPrefixes = 3;

    private static readonly FrozenSet<string> Nouns = Words(
        """
        address addr addresses fulladdress streetaddress postaladdress street streetname streetnumber streetno housenumber houseno housename apartment apartmentnumber apt aptnumber unitnumber
        buildingname flatnumber pobox postbox neighbourhood neighborhood addressee
        name fullname names displayname realname legalname middlename middleinitial maidenname nickname firstname lastname surname givenname familyname forename
        nameprefix namesuffix salutation initials username loginname screenname handle
        email emailaddress mail phone phonenumber phoneno telephone telephonenumber tel mobile mobilephone mobilenumber mobileno cell cellphone cellnumber fax faxnumber pager landline
        voicemail skype skypeid whatsapp telegram twitter twitterhandle instagram instagramhandle facebook facebookid facebookurl linkedin linkedinurl lineid wechat wechatid tiktokhandle
        note notes comment comments remark remarks memo freetext freeform message internalnotes annotation
        birthday birthdate dateofbirth dob bday placeofbirth birthplace anniversary nameday
        ip ipaddress ipaddr ipv4 ipv6 clientip lastip loginip signupip macaddress imei imsi deviceserial
        passport passportnumber passportno ssn sin nin nino socialsecurity socialsecuritynumber socialinsurancenumber nationalid nationalidnumber nationalinsurancenumber nationalidentificationnumber
        idnumber idcard idcardnumber identitynumber identitycard identitycardnumber personalnumber personalid governmentid taxid taxnumber taxidentificationnumber tin itin driverslicense driverslicence
        driverlicense driverlicence driverlicensenumber drivinglicence drivinglicense licensenumber licencenumber licenseplate licenceplate numberplate visanumber medicarenumber nhsnumber insurancenumber
        healthinsurancenumber aadhaar aadhar pan pannumber cpf rg curp rfc dni nie nif nifcif codicefiscale bsn pesel cnp hetu personnummer personnr fodselsnummer cprnummer cpr egn oib steuerid
        steuernummer sozialversicherungsnummer svnummer ausweisnummer personalausweisnummer reisepass reisepassnummer nss numerosecuritesociale numerodesecuritesociale
        iban bic bankaccount bankaccountnumber accountnumber sortcode routingnumber creditcard creditcardnumber cardnumber ccnumber cc pannr cardholder cardholdername cvv cvc kontonummer kreditkarte
        kreditkartennummer bankverbindung kontoinhaber
        password passwordhash passwd pwd secretquestion secretanswer signature photo photourl avatar avatarurl profilepicture
        latitude longitude lat lng latlng latlong geolocation gps gpscoordinates coordinates
        religion ethnicity race politicalparty sexualorientation healthcondition diagnosis bloodtype
        anschrift adresse adressen strasse strasseundhausnummer strassehausnummer strassenname hausnummer wohnung postfach vorname nachname vollername namen anrede notiz notizen kommentar kommentare bemerkung bemerkungen anmerkung
        anmerkungen telefon telefonnummer telefonnr handy handynummer mobilnummer geburtsdatum geburtstag geburtsort geburtsname ipadresse mailadresse emailadresse
        adressepostale rue numerorue voie complementadresse nom noms nomcomplet prenom prenoms nomdefamille nomdejeunefille remarque remarques commentaire commentaires courriel telephoneportable
        telephonefixe portable datedenaissance lieudenaissance passeport numeropasseport adresseip
        direccion direcciones calle domicilio nombre nombres nombrecompleto apellido apellidos nota notas comentario comentarios observacion observaciones correo correoelectronico telefono
        telefonos movil celular fechadenacimiento fechanacimiento lugardenacimiento pasaporte numerodepasaporte direccionip
        indirizzo indirizzi civico nomecompleto nome cognome nominativo commento commenti osservazioni cellulare datadinascita luogodinascita passaporto
        endereco enderecos rua logradouro bairro complemento nomecompleto sobrenome observacao observacoes telefone telemovel datadenascimento passaporte
        adres straat straatnaam huisnummer naam voornaam achternaam volledigenaam opmerking opmerkingen telefoon telefoonnummer geboortedatum paspoort paspoortnummer
        adress gata gatuadress namn fornamn efternamn anteckning anteckningar kommentarer fodelsedatum epost gateadresse navn fornavn etternavn merknad merknader
        osoite katuosoite nimi etunimi sukunimi huomautus puhelin puhelinnumero syntymaaika ulica imie nazwisko uwagi komentarz komentarze numertelefonu dataurodzenia adi soyadi adsoyad notlar dogumtarihi
        """);

    private static readonly FrozenSet<string> Prefixes = Words(
        """
        customer client contact user member person personal private primary secondary main second third other alt alternate alternative additional extra
        home work business office order gift residential residence current previous old new permanent billing bill invoice invoicing shipping ship ship2 delivery deliver recipient receiver
        sender mailing mail postal visiting street legal emergency emergencycontact mother mothers father fathers spouse spouses partner partners parent parents guardian child childs kid kids
        nextofkin accountholder owner holder beneficiary internal sales crm signup registration login mobile cell daytime day evening landline full preferred
        kunden kunde liefer lieferung rechnungs rechnung privat geschaeft arbeits facturation livraison client facturacion envio cliente fatturazione spedizione
        """);

    private static readonly FrozenSet<string> Suffixes = Words(
        """
        line lineone linetwo linethree one two number no nr num text full home work mobile cell office business personal private primary secondary other alternate alt billing shipping mailing
        street country code ext extension field raw original formatted complete of customer client contact
        """);

    private static readonly int MaxWord = Prefixes.Concat(Suffixes).Max(w => w.Length);

    /// <param name="key">From <see cref="HeaderKey.Of"/>.</param>
    public static bool Match(string key) => key.Length <= 80 && (Match(key, MaxPrefixes) || Match(HeaderKey.WithoutNumber(key), MaxPrefixes));

    private static bool Match(ReadOnlySpan<char> key, int prefixesLeft)
    {
        if (MatchWithSuffix(key))
        {
            return true;
        }

        var prefixes = Prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = 2; prefixesLeft > 0 && length < key.Length && length <= MaxWord; length++)
        {
            if (prefixes.Contains(key[..length]) && Match(key[length..], prefixesLeft - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MatchWithSuffix(ReadOnlySpan<char> key)
    {
        var nouns = Nouns.GetAlternateLookup<ReadOnlySpan<char>>();
        if (nouns.Contains(key))
        {
            return true;
        }

        var withoutNumber = key.TrimEnd("0123456789");
        if (withoutNumber.Length > 0 && withoutNumber.Length < key.Length)
        {
            return MatchWithSuffix(withoutNumber);
        }

        var suffixes = Suffixes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = 2; length < key.Length && length <= MaxWord; length++)
        {
            if (suffixes.Contains(key[^length..]) && MatchWithSuffix(key[..^length]))
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenSet<string> Words(string text) =>
        text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
