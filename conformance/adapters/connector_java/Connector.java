// A PKI connector for BlackBerry UEM: com.sun.net.httpserver, Gson and Bouncy Castle.
//
//   java Connector FOLDER
//
// makes a CA, prints the connector's URL, writes into FOLDER what `mdmock check connector` wants to
// know (connector.json, ca.pem, issuer.pem), and serves until its standard input ends. One-time
// passwords come from the help desk: GET /otp?user=... on a port of its own. README.md of this
// folder says how the connector fares.

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

final class Connector {
    private static final Set<String> USERS = Set.of("joe.foo@example.com", "ann@example.com");
    private static final Duration OTP_LIFE = Duration.ofHours(1);
    private static final int MAX_BODY = 64 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    static String randomText(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    /** A CA: a root, or what another one has certified. */
    static final class Authority {
        private final KeyPair key = newKey();
        private final X500Name name;
        final List<X509Certificate> chain = new ArrayList<>();

        Authority(String title, Authority above) throws Exception {
            name = new X500Name("CN=" + title);
            Authority signer = above == null ? this : above;
            chain.add(signer.sign(title, key.getPublic(), 3650,
                    above == null ? new BasicConstraints(true) : new BasicConstraints(0),
                    KeyUsage.keyCertSign | KeyUsage.cRLSign, null, null));
            if (above != null) chain.addAll(above.chain);
        }

        X509Certificate sign(String title, PublicKey subject, int days, BasicConstraints basic,
                int usage, KeyPurposeId purpose, GeneralNames names)
                throws GeneralSecurityException, IOException, OperatorException {
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name, new BigInteger(120, RANDOM), Date.from(now),
                    Date.from(now.plus(Duration.ofDays(days))), new X500Name("CN=" + title), subject);
            JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, basic);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(subject));
            builder.addExtension(Extension.authorityKeyIdentifier, false,
                    ids.createAuthorityKeyIdentifier(key.getPublic()));
            if (purpose != null) {
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(
                    new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate())));
        }

        /** A store with a new key and its chain, up to `above`. */
        KeyStore issue(String title, KeyPurposeId purpose, GeneralNames names, char[] password)
                throws Exception {
            KeyPair pair = newKey();
            List<Certificate> certificates = new ArrayList<>();
            certificates.add(sign(title, pair.getPublic(), 365, new BasicConstraints(false),
                    KeyUsage.digitalSignature, purpose, names));
            certificates.addAll(chain);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    title, pair.getPrivate(), password, certificates.toArray(new Certificate[0]));
            return store;
        }
    }

    /** What users were given; it is good once. */
    static final class OneTimePasswords {
        private final Map<List<String>, Instant> validUntil = new ConcurrentHashMap<>();

        String make(String user, Duration life) {
            String password = randomText(6);
            validUntil.put(List.of(user, password), Instant.now().plus(life));
            return password;
        }

        boolean use(String user, String password) {
            Instant end = validUntil.remove(List.of(user, password));
            return end != null && Instant.now().isBefore(end);
        }
    }

    static final class Request {
        String mType;
        String user;
        String authToken;
        String reqId;
    }

    static final class Reply {
        String status = "success";
        String failureInfo;
        String payloadType;
        String payload;
        String decryptionPassword;
        String reqId;
    }

    /** A request that is refused; the message is one of the guide's nine reasons. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        Refusal(String reason) {
            super(reason);
        }
    }

    private final Gson gson = new Gson();
    private final Authority root = new Authority("Example Root CA", null);
    private final Authority issuing = new Authority("Example Issuing CA", root);
    private final OneTimePasswords otps = new OneTimePasswords();
    private final String password = randomText(9) + ":" + randomText(6);

    private Connector() throws Exception {}

    private void issue(Request request, Reply reply) throws Exception {
        if (request == null || isEmpty(request.mType) || isEmpty(request.user)
                || isEmpty(request.reqId)) {
            throw new Refusal("badRequest");
        }
        if (!request.mType.equals("initialCert")) throw new Refusal("unknownRequest");
        if (!USERS.contains(request.user)) throw new Refusal("unknownUser");
        if (request.authToken == null || !otps.use(request.user, request.authToken)) {
            throw new Refusal("authFailure");
        }
        String secret = randomText(16);
        KeyStore store = issuing.issue(request.user, KeyPurposeId.id_kp_clientAuth,
                new GeneralNames(new GeneralName(GeneralName.rfc822Name, request.user)),
                secret.toCharArray());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, secret.toCharArray());
        reply.payloadType = "pkcs12";
        reply.payload = Base64.getEncoder().encodeToString(file.toByteArray());
        reply.decryptionPassword =
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    private Reply answer(String operation, String body) {
        Reply reply = new Reply();
        try {
            if (!operation.equals("getUserKeyPair")) throw new Refusal("unknownRequest");
            Request request = gson.fromJson(body, Request.class);
            if (request != null) reply.reqId = request.reqId;
            issue(request, reply);
        } catch (JsonParseException error) {
            reply.status = "failure";
            reply.failureInfo = "badRequest";
        } catch (Refusal refusal) {
            reply.status = "failure";
            reply.failureInfo = refusal.getMessage();
        } catch (Exception error) {
            System.err.println("connector: " + error);
            reply.status = "failure";
            reply.failureInfo = "unknown";
        }
        return reply;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            List<String> operations = parameters(exchange, "operation");
            String method = exchange.getRequestMethod();
            if (!exchange.getRequestURI().getPath().equals("/pki")) {
                send(exchange, 404, "");
            } else if (body.length > MAX_BODY) {
                send(exchange, 413, "");
            } else if (operations.size() != 1) {
                send(exchange, 400, "");
            } else if (operations.get(0).equals("getInfo") && Set.of("GET", "POST").contains(method)) {
                send(exchange, 200,
                        gson.toJson(Map.of("operations", List.of("getInfo", "getUserKeyPair"))));
            } else if (!method.equals("POST")) {
                send(exchange, 405, "");
            } else {
                String text = new String(body, StandardCharsets.UTF_8);
                send(exchange, 200, gson.toJson(answer(operations.get(0), text)));
            }
        }
    }

    private void helpDesk(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> users = parameters(exchange, "user");
            if (users.size() != 1 || !USERS.contains(users.get(0))) {
                send(exchange, 404, "");
            } else {
                send(exchange, 200, otps.make(users.get(0), OTP_LIFE) + "\n");
            }
        }
    }

    private static List<String> parameters(HttpExchange exchange, String name) {
        List<String> values = new ArrayList<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String one : (query == null ? "" : query).split("&")) {
            if (!one.startsWith(name + "=")) continue;
            values.add(URLDecoder.decode(one.substring(name.length() + 1), StandardCharsets.UTF_8));
        }
        return values;
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private HttpsServer serveTls() throws Exception {
        char[] nobody = randomText(12).toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(root.issue("connector", KeyPurposeId.id_kp_serverAuth,
                          new GeneralNames(new GeneralName[] {
                                  new GeneralName(GeneralName.dNSName, "localhost"),
                                  new GeneralName(GeneralName.iPAddress, "127.0.0.1")}),
                          nobody),
                nobody);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), 0), 128);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/pki", this::handle).setAuthenticator(new BasicAuthenticator("PKI") {
            @Override
            public boolean checkCredentials(String name, String given) {
                return name.equals("uem") && given.equals(password);
            }
        });
        return server;
    }

    private static void writePem(Path file, List<X509Certificate> certificates) throws Exception {
        Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        StringBuilder text = new StringBuilder();
        for (X509Certificate one : certificates) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(encoder.encodeToString(one.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        Files.writeString(file, text);
    }

    private void writeConfiguration(Path folder, int helpDesk) throws Exception {
        List<Map<String, String>> users = new ArrayList<>();
        for (String user : USERS) {
            users.add(Map.of("user", user, "otp_command",
                    "curl -sf 'http://127.0.0.1:" + helpDesk + "/otp?user=" + user + "'"));
        }
        String first = users.get(0).get("user");
        writePem(folder.resolve("ca.pem"), root.chain);
        writePem(folder.resolve("issuer.pem"), issuing.chain);
        Files.writeString(folder.resolve("connector.json"),
                new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(
                        Map.of("auth", Map.of("username", "uem", "password", password),
                                "trust", "ca.pem", "issuer", "issuer.pem", "users", users,
                                "expired_otp", Map.of("user", first,
                                        "otp", otps.make(first, Duration.ZERO)))));
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("java Connector FOLDER");
            System.exit(2);
        }
        Connector connector = new Connector();
        HttpsServer server = connector.serveTls();
        HttpServer helpDesk = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        helpDesk.createContext("/otp", connector::helpDesk);
        for (HttpServer one : List.of(server, helpDesk)) {
            one.setExecutor(Executors.newCachedThreadPool());
            one.start();
        }
        connector.writeConfiguration(Path.of(args[0]), helpDesk.getAddress().getPort());
        System.out.println("https://127.0.0.1:" + server.getAddress().getPort());
        System.in.readAllBytes();
        System.exit(0);
    }
}
