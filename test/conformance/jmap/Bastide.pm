# The adapter by which fastmail/JMAP-TestSuite finds its accounts: `test/conformance/jmap.ts` has made them, and each
# test takes the next. They count in a file that they lock, for each test is a process of its own.
#
# With BASTIDE_DIALECT=1 it speaks the suite's own dialect, so that what else is wrong comes to light behind it:
# `total` is asked for, errors come without their description, a download names a type, onDestroyRemoveMessages is
# onDestroyRemoveEmails.
package Bastide;
use Moose;
with 'JMAP::TestSuite::ServerAdapter';

use Fcntl qw(LOCK_EX SEEK_SET);

has [qw(base_uri domain password folder)] => (is => 'ro', required => 1);
has accounts => (is => 'ro', isa => 'ArrayRef[Str]', required => 1);

sub any_account { $_[0]->pristine_account }

sub pristine_account {
  my ($self) = @_;
  my $number = $self->_next;
  return Bastide::Account->new({
    server    => $self,
    accountId => $self->accounts->[$number],
    username  => "essai$number\@" . $self->domain,
  });
}

sub _next {
  my ($self) = @_;
  open my $file, '+<', $self->folder . '/next' or die "cannot open the count: $!\n";
  flock $file, LOCK_EX;
  my $number = <$file>;
  die "no account is left\n" if $number >= @{ $self->accounts };
  seek $file, 0, SEEK_SET;
  print $file $number + 1;
  close $file;
  return $number + 0;
}

package Bastide::Account;
use Moose;
with 'JMAP::TestSuite::Account';

use MIME::Base64 qw(encode_base64);

has username => (is => 'ro', required => 1);

sub authenticated_tester {
  my ($self) = @_;
  my $base = $self->server->base_uri;
  my $tester = Bastide::Tester->new({
    default_arguments => { accountId => $self->accountId },
    api_uri      => "$base/jmap/api",
    upload_uri   => "$base/jmap/upload/{accountId}",
    download_uri => "$base/jmap/download/{accountId}/{blobId}/{name}?type={type}",
  });
  my $login = encode_base64($self->username . ':' . $self->server->password, '');
  $tester->ua->lwp->default_header(Authorization => "Basic $login");
  return $tester;
}

package Bastide::Tester;
use Moo;
extends 'JMAP::TestSuite::JMAP::Tester::WithSugar';

use JSON ();
use Scalar::Util qw(reftype);

around request => sub {
  my ($request, $self, $calls) = @_;
  return $self->$request($calls) unless $ENV{BASTIDE_DIALECT} && (reftype($calls) // '') =~ /ARRAY|HASH/;
  for my $call (@{ reftype($calls) eq 'ARRAY' ? $calls : $calls->{methodCalls} }) {
    my ($name, $arguments) = @$call;
    $arguments = $call->[1] = {%{ $arguments // {} }};
    $arguments->{calculateTotal} //= JSON::true if $name =~ m{/query$};
    $arguments->{onDestroyRemoveEmails} = delete $arguments->{onDestroyRemoveMessages}
      if exists $arguments->{onDestroyRemoveMessages};
  }
  return $self->$request($calls);
};

around json_decode => sub {
  my ($decode, $self, $text) = @_;
  my $data = $self->$decode($text);
  _undescribe($data) if $ENV{BASTIDE_DIALECT};
  return $data;
};

sub _undescribe {
  my ($data) = @_;
  my $type = reftype($data) // '';
  if ($type eq 'ARRAY') { _undescribe($_) for @$data }
  return unless $type eq 'HASH';
  delete $data->{description} if exists $data->{type};
  _undescribe($_) for values %$data;
}

around download_uri_for => sub {
  my ($uri, $self, $what) = @_;
  return $self->$uri($ENV{BASTIDE_DIALECT} ? { type => 'application/octet-stream', %$what } : $what);
};

1;
