#include "tests/support/test_authority.h"

#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace forumwatch {
namespace {

template <auto kFree>
struct FreeWith {
  template <typename T>
  void operator()(T* p) const noexcept {
    kFree(p);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Connection = std::unique_ptr<SSL, FreeWith<SSL_free>>;

template <typename T>
T Need(T value, const char* what) {
  if (!value) {
    throw std::runtime_error(what);
  }
  return value;
}

void AddExtension(X509* certificate, int which, const std::string& value) {
  X509_EXTENSION* const extension =
      Need(X509V3_EXT_conf_nid(nullptr, nullptr, which, value.c_str()), "extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

struct Request {
  const char* name;
  int which_extension;
  std::string extension;
  std::chrono::seconds begins;
  std::chrono::seconds ends;
};

// Signed by `issuer_key` in the name of `issuer`; by itself when there is none.
Certificate Sign(EVP_PKEY* key, const Request& request, X509* issuer, EVP_PKEY* issuer_key) {
  Certificate certificate(Need(X509_new(), "X509_new"));
  X509* const raw = certificate.get();
  X509_set_version(raw, 2);
  static long serial = 0;
  ASN1_INTEGER_set(X509_get_serialNumber(raw), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(raw), request.begins.count());
  X509_gmtime_adj(X509_getm_notAfter(raw), request.ends.count());
  X509_set_pubkey(raw, key);
  const auto* const name =
      static_cast<const unsigned char*>(static_cast<const void*>(request.name));
  X509_NAME_add_entry_by_txt(X509_get_subject_name(raw), "CN", MBSTRING_ASC, name, -1, -1, 0);
  X509_set_issuer_name(raw, X509_get_subject_name(issuer != nullptr ? issuer : raw));
  AddExtension(raw, request.which_extension, request.extension);
  Need(X509_sign(raw, issuer_key != nullptr ? issuer_key : key, EVP_sha256()), "X509_sign");
  return certificate;
}

}  // namespace

struct TestAuthority::Keys {
  Key key{Need(EVP_EC_gen("P-256"), "EVP_EC_gen")};
  Key server{Need(EVP_EC_gen("P-256"), "EVP_EC_gen")};
  Certificate certificate = Sign(key.get(),
                                 {"test authority", NID_basic_constraints, "critical,CA:TRUE",
                                  std::chrono::hours(-2), std::chrono::hours(2)},
                                 nullptr, nullptr);
};

TestAuthority::TestAuthority() : keys_(std::make_unique<Keys>()) {
  // OpenSSL writes to sockets whose other side may have hung up on its certificate.
  std::signal(SIGPIPE, SIG_IGN);
}
TestAuthority::~TestAuthority() = default;

void TestAuthority::WriteTo(const std::filesystem::path& file) const {
  std::FILE* const out = Need(std::fopen(file.c_str(), "w"), "fopen");
  PEM_write_X509(out, keys_->certificate.get());
  std::fclose(out);
}

std::function<void(Peer&)> TestAuthority::Serve(const CertificateWish& wish,
                                                std::function<void(TlsPeer&)> script,
                                                std::function<void(Peer&)> before) const {
  const Request request{"forum", NID_subject_alt_name, "IP:" + wish.ip, wish.begins, wish.ends};
  const Certificate certificate =
      wish.self_signed
          ? Sign(keys_->server.get(), request, nullptr, nullptr)
          : Sign(keys_->server.get(), request, keys_->certificate.get(), keys_->key.get());
  const std::shared_ptr<SSL_CTX> context(Need(SSL_CTX_new(TLS_server_method()), "SSL_CTX_new"),
                                         SSL_CTX_free);
  SSL_CTX_use_certificate(context.get(), certificate.get());
  SSL_CTX_use_PrivateKey(context.get(), keys_->server.get());
  if (wish.old_protocol) {
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.get(), TLS1_1_VERSION);
  }
  return [context, script = std::move(script), before = std::move(before)](Peer& peer) {
    before(peer);
    const Connection tls(SSL_new(context.get()));
    SSL_set_fd(tls.get(), peer.fd());
    if (SSL_accept(tls.get()) == 1) {
      TlsPeer inside(tls.get());
      script(inside);
      SSL_shutdown(tls.get());
    }
  };
}

std::string TlsPeer::ReadUntil(std::string_view end) {
  std::string text;
  char byte = 0;
  while (!text.ends_with(end) && SSL_read(tls_, &byte, 1) == 1) {
    text += byte;
  }
  return text;
}

void TlsPeer::Send(std::string_view bytes) {
  SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace forumwatch
